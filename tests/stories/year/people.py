"""Who takes part in the year, and the files that its coordinator writes by hand. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """Somebody who signs up; ``zone`` is that of her town, as the world has it."""

    name: str
    town: str
    country: str
    zone: str
    languages: str
    stage: str = "early"
    working_group: bool = False

    @property
    def member(self) -> str:
        """The id that the roster gives her."""
        plain = self.name.translate(str.maketrans("éèï", "eei"))
        return plain.lower().replace(" ", "-")

    @property
    def email(self) -> str:
        """Where she reads her mail."""
        return f"{self.member.replace('-', '.')}@mail.example.org"


PEOPLE = (
    Person("Inès Tavarel", "Toronto", "Canada", "America/Toronto", "English, français", "mid", True),
    Person("Zoé Lirandel", "Sherbrooke", "Canada", "America/Toronto", "Français, English", "senior"),
    Person("Mia Holtanel", "Vancouver", "Canada", "America/Vancouver", "English"),
    Person("Claire Fontabel", "Moncton", "Canada", "America/Moncton", "Français, English", "mid", True),
    Person("Kofi Mensarel", "Accra", "Ghana", "Africa/Accra", "English", "mid", True),
    Person("Awa Diopel", "Dakar", "Senegal", "Africa/Dakar", "Français"),
    Person("Samir Benourel", "Casablanca", "Morocco", "Africa/Casablanca", "Français", "senior"),
    Person("Bertrand Ngalobel", "Yaoundé", "Cameroon", "Africa/Douala", "Français, English", "mid", True),
    Person("Joseph Kabarel", "Kinshasa", "DR Congo", "Africa/Kinshasa", "Français"),
    Person("Ruth Okonjobel", "Kampala", "Uganda", "Africa/Kampala", "English", "senior", True),
    Person("Hana Tesfarel", "Addis Ababa", "Ethiopia", "Africa/Addis_Ababa", "English"),
    Person("Thabo Molefarel", "Gaborone", "Botswana", "Africa/Gaborone", "English", "mid"),
)
PLACES = {person.town: person.zone for person in PEOPLE} | {
    "Addis-Abeba": "Africa/Addis_Ababa",
    "Nairobi": "Africa/Nairobi",
}
"""Every place that may be printed, by its name in either language; Nairobi is where the successor is."""
SECRETS = (
    "81234567890",
    "812 3456 7890",
    "cafe27",
    "82345678901",
    "823 4567 8901",
    "groupe27",
    "89999999999",
    "555 0100",
    "555-0100",
    "5550100",
    "555 0101",
    "5550101",
)
"""What is for invited people alone: links, numbers and passcodes of the meeting rooms, telephones."""

PROGRAMME = """\
id: besrour-cafe-2027
name: {en: Besrour Café 2027, fr: Café Besrour 2027}
languages: [%(order)s]
anchor: Toronto
organiser:
  name: {en: Centre of the Example, fr: Centre de l’exemple}
  email: cafe@example.org
  address: 100 Example Street (example / exemple), Mississauga, ON  A1A 1A1, Canada
  person: Camille Exemple
  unsubscribe: https://example.org/besrour-cafe/unsubscribe
platform:
  name: Zoom
  link: https://meet.example.org/j/81234567890
  meeting_id: "812 3456 7890"
  passcode: "cafe27"
  phone: +1 416 555 0100
  fallback: https://meet.example.org/j/89999999999
  whatsapp: +1 416 555 0101
series:
  cafe:
    name: {en: Besrour Café, fr: Café Besrour}
    description:
      en: A conversation of teachers of family medicine, in small groups.
      fr: Une conversation entre personnes qui enseignent la médecine familiale, en petits groupes.
    duration: 90 min
    groups: [cafe]
    weekdays: [tue, wed, thu]
    between: 06:00-22:00
    days_between: 21
    every: month
    from: 2027-01
    until: 2027-12
    window: 8-21
    interpretation: yes
    turns:
      facilitator: [kofi-mensarel, claire-fontabel, ruth-okonjobel, bertrand-ngalobel]
      host: [ines-tavarel, zoe-lirandel]
    agenda:
      - minutes: 20
        title: {en: Opening story, fr: Récit d’ouverture}
        role: facilitator
      - minutes: 50
        title: {en: At the tables, fr: Aux tables}
        tables: yes
        questions:
          - {en: What have you seen where you work?, fr: Qu’avez-vous vu dans votre milieu?}
      - minutes: 20
        title: {en: One idea from each table, fr: Une idée de chaque table}
        role: host
  working-group:
    name: {en: Working group, fr: Groupe de travail}
    description:
      en: We prepare the next café.
      fr: Nous préparons le prochain café.
    duration: 60 min
    groups: [working-group]
    every: [january, july, november]
    from: 2027-01
    until: 2027-12
    window: 24-30
    turns:
      host: [ines-tavarel, kofi-mensarel]
    platform:
      name: Zoom
      link: https://meet.example.org/j/82345678901
      meeting_id: "823 4567 8901"
      passcode: "groupe27"
tables: {size: 3-5}
remind: [7]
reports: [2027-12-15]
publish:
  series: [cafe]
  address: https://cafe.example.org/2027
  caldav: %(calendar)s
  user: cafe
decisions:
  further-region:
    asks: {en: Open the Café to a further region, fr: Ouvrir le Café à une autre région}
    rules:
      - {measure: return.share, at_least: 60 %%}
      - {measure: representation.language.lowest, at_least: 0.8}
      - {measure: item.facilitate.improved-share, at_least: 70 %%}
%(mail)s"""

THEMES = (
    "Rural practice / La pratique rurale",
    "Mentors, from afar / Le mentorat, à distance",
    "Looking after ourselves / Prendre soin de soi",
    "Teaching at the bedside / Enseigner au chevet",
    "Home visits / Les visites à domicile",
    "Feedback that helps / Une rétroaction qui aide",
    "Maternity at night / La maternité, la nuit",
    "Old age / La vieillesse",
    "Learning from errors / Apprendre de ses erreurs",
    "Research in a clinic / La recherche en clinique",
    "Working as a team / Le travail en équipe",
    "Care at the end of life / Les soins de fin de vie",
    "The climate and health / Le climat et la santé",
    "A first year in practice / Une première année en pratique",
)
"""What people propose to talk about, two more than there are cafés."""
