"""Between the programme folder and the model: reading with place and remedy, writing whole or not at all."""
