"""Pure: candidates, burden, the choice by the steps of the rule, and its explanation."""
