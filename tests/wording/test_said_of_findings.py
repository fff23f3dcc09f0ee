"""What is said of findings, and of what is known of targets, in four languages."""

from math import inf, nan

import pytest
from in_each_language import cases, sections

from ehealth_stats.schema import Amount, Code, Interval, Message, Percent
from ehealth_stats.wording.messages import say


def exact(number):
    """A number without bounds."""
    return Interval(number, number, number)


def named(key, **values):
    """A message with its values."""
    return Message(key, values)


def printed(number, unit="", qualifier=""):
    """A figure as its document prints it."""
    return named("figure", figure=Amount(exact(number), unit, qualifier))


ALARMS, USERS = Code("indicator", "safety_alarms"), Code("indicator", "npo_users")
COUNTY, ANGE, TIMRA = (Code("area", f"SE-{code}") for code in ("22", "2260", "2262"))
DAY, YEAR, BY = Code("period", "2013-04-02"), Code("period", "2013"), Code("day", "2013-12-31")
PLACE = {"title": ALARMS, "area": COUNTY, "period": DAY}
ABOUT = {"title": USERS, "areas": (ANGE, TIMRA)}
TOTAL = Interval(470, 465, 475)
STATED = named("figure_stated", figure=printed(445, "persons", "approximate"))
APART, OVERLAP = named("bounds_apart"), named("bounds_overlap")
ADD_UP = named("parts_add_up", figure=TOTAL)
DIFFERS = named("stated_and_computed", **PLACE, stated=STATED, computed=ADD_UP, ending=APART)
OR_62 = named("one_or_other", figures=(printed(60, "", "approximate"), printed(62)))
SUM = named("sum", terms=(printed(51), OR_62))
COMPUTED = named("computed_and_stated", left=SUM, computed=exact(111), stated=printed(120))
GAP = named("gap", gap=9)
INEXACT = named("part_of_inexact_terms", part=Percent(exact(0.0495)))
AGAINST = named("one_against_other", one=printed(134), other=printed(138))
MORE = named("left_out", term=named("named_figure", name=ANGE, figure=26), sum=94)
REVISED = {**PLACE, "before": printed(120, "alarms"), "earlier": "plan", "after": printed(132), "later": "report"}
MERGED = named("merged_in_between", others=(TIMRA,), area=ANGE)
UNKNOWN = named("figure", figure=Amount(Interval(nan, 0, inf), "alarms", "unknown"))
TERM = named("from_to", before=named("name_and_figure", name=ANGE, figure=printed(25)), after=printed(27))
TOGETHER = named("from_to", before=exact(55), after=Amount(exact(47), "persons"))
OUTCOME = {"title": USERS, "plan": "plan", "period": YEAR, "outcome": "report", "outcome_period": YEAR, "covered": 1}
SEVEN = named("n_areas", n=7)
LACKING = {"title": ALARMS, "period": YEAR, "missing": 2, "areas": SEVEN, "names": (ANGE, TIMRA)}
SHARE = named("share_of_the_whole", share=Percent(Interval(nan, 0.029, 0.455)))
PARTS = {ANGE: 0.76, TIMRA: 0.24}
WIDTHS = tuple(named("area_and_share", area=area, share=Percent(exact(part))) for area, part in PARTS.items())
READ = named("figure_and_share", figure=printed(160, "alarms"), share=SHARE)
NO_FOLLOW_UP = named("no_follow_up")
READING_FROM = named("needs_reading_from", **ABOUT, day=BY)

SAID = {
    DIFFERS: (
        "Safety alarms (Västernorrland, 2 April 2013): about 445 persons stated, "
        "the parts add up to 470 (465–475); their bounds have nothing in common.",
        "Trygghetslarm (Västernorrland, 2 april 2013): angivet är cirka 445 personer, "
        "delarna ger tillsammans 470 (465–475); gränserna har inget gemensamt.",
        "Trygghetsalarmer (Västernorrland, 2. april 2013): oppgitt er omtrent 445 personer, "
        "delene gir til sammen 470 (465–475); grensene har ingenting felles.",
        "Tryggleiksalarmar (Västernorrland, 2. april 2013): oppgitt er om lag 445 personar, "
        "delane gir til saman 470 (465–475); grensene har ingenting felles.",
    ),
    named("statement_with_note", statement=OVERLAP, note=named("counted_once")): (
        "they differ, but their bounds overlap Note: each is counted once, and may be in several parts.",
        "de skiljer sig åt, men gränserna överlappar varandra "
        "Anmärkning: var och en räknas en gång och kan finnas i flera delar.",
        "de er ulike, men grensene overlapper hverandre Merknad: hver telles én gang, og kan være med i flere deler.",
        "dei er ulike, men grensene overlappar kvarandre "
        "Merknad: kvar blir talt éin gong, og kan vere med i fleire delar.",
    ),
    named("two_places", **PLACE, figures=AGAINST, ending=APART): (
        "Safety alarms (Västernorrland, 2 April 2013): two places give 134 against 138; "
        "their bounds have nothing in common.",
        "Trygghetslarm (Västernorrland, 2 april 2013): två ställen anger 134 mot 138; gränserna har inget gemensamt.",
        "Trygghetsalarmer (Västernorrland, 2. april 2013): to steder oppgir 134 mot 138; "
        "grensene har ingenting felles.",
        "Tryggleiksalarmar (Västernorrland, 2. april 2013): to stader oppgir 134 mot 138; "
        "grensene har ingenting felles.",
    ),
    named("change_stated", figure=printed(50, "persons")): (
        "a change of 50 persons stated",
        "den angivna förändringen är 50 personer",
        "den oppgitte endringen er 50 personer",
        "den oppgitte endringa er 50 personar",
    ),
    named("stated_for_all", figure=printed(75, "percent")): (
        "75 percent stated for all together",
        "angivet för alla tillsammans är 75 procent",
        "oppgitt for alle til sammen er 75 prosent",
        "oppgitt for alle til saman er 75 prosent",
    ),
    named("names_add_up", figure=exact(3)): (
        "the names add up to 3",
        "namnen är tillsammans 3",
        "navnene er til sammen 3",
        "namna er til saman 3",
    ),
    named("part_and_whole_give", figure=exact(30)): (
        "the part and the whole give 30",
        "delen och helheten ger 30",
        "delen og helheten gir 30",
        "delen og heilskapen gir 30",
    ),
    named("readings_give", figure=exact(40)): (
        "the two readings give 40",
        "de två avläsningarna ger 40",
        "de to avlesningene gir 40",
        "dei to avlesingane gir 40",
    ),
    named("areas_have", figure=Interval(nan, 9.5, 40.5)): (
        "its areas have 9.5–40.5",
        "områdena har 9,5–40,5",
        "områdene har 9,5–40,5",
        "områda har 9,5–40,5",
    ),
    named("gap_within_rounding"): (
        "the gap is within rounding",
        "skillnaden ryms i avrundningen",
        "forskjellen er innenfor avrundingen",
        "skilnaden er innanfor avrundinga",
    ),
    named("cannot_be_checked"): (
        "that can't be checked",
        "det kan inte kontrolleras",
        "det kan ikke kontrolleres",
        "det kan ikkje kontrollerast",
    ),
    named("steps", steps=(COMPUTED, GAP, INEXACT)): (
        "51 + about 60/62 = 111, stated 120, gap 9, 4.95% of the inexact terms",
        "51 + cirka 60/62 = 111, angivet 120, skillnad 9, 4,95\N{NO-BREAK SPACE}% av de termer som inte är exakta",
        "51 + omtrent 60/62 = 111, oppgitt 120, forskjell 9, 4,95\N{NO-BREAK SPACE}% av leddene som ikke er eksakte",
        "51 + om lag 60/62 = 111, oppgitt 120, skilnad 9, 4,95\N{NO-BREAK SPACE}% av ledda som ikkje er eksakte",
    ),
    named("steps_and_candidates", steps=(COMPUTED, GAP), candidates=MORE): (
        "51 + about 60/62 = 111, stated 120, gap 9. Without Ånge (26) the sum is 94",
        "51 + cirka 60/62 = 111, angivet 120, skillnad 9. Utan Ånge (26) blir summan 94",
        "51 + omtrent 60/62 = 111, oppgitt 120, forskjell 9. Uten Ånge (26) blir summen 94",
        "51 + om lag 60/62 = 111, oppgitt 120, skilnad 9. Utan Ånge (26) blir summen 94",
    ),
    named("so_many_named", n=1): ("1 named", "1 namngiven", "1 er nevnt ved navn", "1 er nemnd ved namn"),
    named("so_many_named", n=3): ("3 named", "3 namngivna", "3 er nevnt ved navn", "3 er nemnde ved namn"),
    named("smallest_to_largest", terms=(printed(10), printed(40))): (
        "the smallest to the largest of 10, 40",
        "den minsta till den största av 10, 40",
        "den minste til den største av 10, 40",
        "den minste til den største av 10, 40",
    ),
    named("settles_total"): (
        "A corrected total, or the exact figures of the terms on the day of the stated one.",
        "En rättad summa, eller de exakta termerna samma dag som den angivna summan.",
        "En rettet sum, eller de eksakte leddene på samme dag som den oppgitte summen.",
        "Ein retta sum, eller dei eksakte ledda på same dag som den oppgitte summen.",
    ),
    named("settles_terms_with_bounds"): (
        "The exact figures of the terms that are given with bounds.",
        "De exakta uppgifterna för de termer som anges med gränser.",
        "De eksakte tallene for leddene som er oppgitt med grenser.",
        "Dei eksakte tala for ledda som er oppgitte med grenser.",
    ),
    named("settles_missing_terms"): (
        "The figures that are missing from the sum.",
        "De uppgifter som saknas i summan.",
        "Tallene som mangler i summen.",
        "Tala som manglar i summen.",
    ),
    named("settles_which_place"): (
        "Which of the two is right, from who counted.",
        "Vilken av de två som är rätt, från dem som räknade.",
        "Hvilket av de to som er rett, fra dem som telte.",
        "Kva for eit av dei to som er rett, frå dei som talde.",
    ),
    named("settles_percentage"): (
        "What the percentage is of, and the part and the whole on that day.",
        "Vad procenttalet avser, samt delen och helheten den dagen.",
        "Hva prosenttallet er av, samt delen og helheten den dagen.",
        "Kva prosenttalet er av, og delen og heilskapen den dagen.",
    ),
    named("settles_readings"): (
        "The two readings that the change was worked out from, as they were counted.",
        "De två avläsningar som förändringen beräknades av, så som de räknades.",
        "De to avlesningene som endringen er regnet ut fra, slik de ble talt.",
        "Dei to avlesingane som endringa er rekna ut frå, slik dei vart talde.",
    ),
    named("settles_first_reading"): (
        "The first reading, as a number above 0.",
        "Den första avläsningen, som ett tal över 0.",
        "Den første avlesningen, som et tall over 0.",
        "Den første avlesinga, som eit tal over 0.",
    ),
    named("settles_mean"): (
        "A corrected figure for all together, or the part and the whole of each area.",
        "En rättad uppgift för alla tillsammans, eller delen och helheten för varje område.",
        "Et rettet tall for alle til sammen, eller delen og helheten for hvert område.",
        "Eit retta tal for alle til saman, eller delen og heilskapen for kvart område.",
    ),
    named("settles_parts_and_wholes"): (
        "The part and the whole of each area.",
        "Delen och helheten för varje område.",
        "Delen og helheten for hvert område.",
        "Delen og heilskapen for kvart område.",
    ),
    named("revised_figure", **REVISED): (
        "Safety alarms (Västernorrland, 2 April 2013): 120 alarms in plan, 132 in report; the later one counts.",
        "Trygghetslarm (Västernorrland, 2 april 2013): 120 larm i plan, 132 i report; den senare gäller.",
        "Trygghetsalarmer (Västernorrland, 2. april 2013): 120 alarmer i plan, 132 i report; det siste tallet gjelder.",
        "Tryggleiksalarmar (Västernorrland, 2. april 2013): 120 alarmar i plan, 132 i report; det siste talet gjeld.",
    ),
    named("revised_over_merger", **REVISED | {"before": UNKNOWN}, merger=MERGED): (
        "Safety alarms (Västernorrland, 2 April 2013): unknown in plan, 132 in report; "
        "Timrå joined Ånge in between, so that it need not be a revision.",
        "Trygghetslarm (Västernorrland, 2 april 2013): okänt i plan, 132 i report; "
        "Timrå slogs ihop med Ånge däremellan, så det behöver inte vara en rättelse.",
        "Trygghetsalarmer (Västernorrland, 2. april 2013): ukjent i plan, 132 i report; "
        "Timrå ble slått sammen med Ånge i mellomtiden, så det trenger ikke å være en rettelse.",
        "Tryggleiksalarmar (Västernorrland, 2. april 2013): ukjent i plan, 132 i report; "
        "Timrå vart slått saman med Ånge i mellomtida, så det treng ikkje å vere ei retting.",
    ),
    named("settles_revision"): (
        "Why it was revised, from who counted.",
        "Varför uppgiften ändrades, från dem som räknade.",
        "Hvorfor tallet ble endret, fra dem som telte.",
        "Kvifor talet vart endra, frå dei som talde.",
    ),
    named("settles_borders"): (
        "Whether the later one is of the former borders, from who counted.",
        "Om den senare uppgiften gäller de tidigare gränserna, från dem som räknade.",
        "Om det siste tallet gjelder de tidligere grensene, fra dem som telte.",
        "Om det siste talet gjeld dei tidlegare grensene, frå dei som talde.",
    ),
    named("areas_together", terms=(TERM,), together=TOGETHER): (
        "Ånge 25 → 27; together 55 → 47 persons",
        "Ånge 25 → 27; tillsammans 55 → 47 personer",
        "Ånge 25 → 27; til sammen 55 → 47 personer",
        "Ånge 25 → 27; til saman 55 → 47 personar",
    ),
    named("outcome_of_plan", **OUTCOME, areas=SEVEN): (
        "NPÖ users: of what plan planned (2013), report reports the outcome (2013) in 1 of 7 areas.",
        "NPÖ-användare: av det som plan planerade (2013) redovisar report utfallet (2013) i 1 av 7 områden.",
        "NPÖ-brukere: av det plan planla (2013), melder report om resultatet (2013) i 1 av 7 områder.",
        "NPÖ-brukarar: av det plan planla (2013), melder report om resultatet (2013) i 1 av 7 område.",
    ),
    named("settles_outcome", areas=(ANGE, TIMRA)): (
        "The outcome in Ånge and Timrå.",
        "Utfallet i Ånge och Timrå.",
        "Resultatet i Ånge og Timrå.",
        "Resultatet i Ånge og Timrå.",
    ),
    named("figures_missing", **LACKING): (
        "Safety alarms (2013): no figure from 2 of 7 areas: Ånge and Timrå.",
        "Trygghetslarm (2013): uppgift saknas från 2 av 7 områden: Ånge och Timrå.",
        "Trygghetsalarmer (2013): tall mangler fra 2 av 7 områder: Ånge og Timrå.",
        "Tryggleiksalarmar (2013): tal manglar frå 2 av 7 område: Ånge og Timrå.",
    ),
    named("plans_missing", **LACKING | {"names": named("names_and_more", names=(ANGE, TIMRA), n=1)}): (
        "Safety alarms (2013), planned: no figure from 2 of 7 areas: Ånge, Timrå and 1 more.",
        "Trygghetslarm (2013), planerat: uppgift saknas från 2 av 7 områden: Ånge, Timrå och 1 till.",
        "Trygghetsalarmer (2013), planlagt: tall mangler fra 2 av 7 områder: Ånge, Timrå og 1 til.",
        "Tryggleiksalarmar (2013), planlagt: tal manglar frå 2 av 7 område: Ånge, Timrå og 1 til.",
    ),
    named("of_the_width", shares=WIDTHS): (
        "of the width Ånge 76%, Timrå 24%",
        "av avståndet mellan gränserna Ånge 76\N{NO-BREAK SPACE}%, Timrå 24\N{NO-BREAK SPACE}%",
        "av avstanden mellom grensene Ånge 76\N{NO-BREAK SPACE}%, Timrå 24\N{NO-BREAK SPACE}%",
        "av avstanden mellom grensene Ånge 76\N{NO-BREAK SPACE}%, Timrå 24\N{NO-BREAK SPACE}%",
    ),
    named("settles_missing", names=(ANGE, TIMRA)): (
        "The figure of Ånge and Timrå.",
        "Uppgiften från Ånge och Timrå.",
        "Tallet fra Ånge og Timrå.",
        "Talet frå Ånge og Timrå.",
    ),
    named("settles_missing_first", names=(ANGE, TIMRA), first=ANGE): (
        "The figure of Ånge and Timrå; first Ånge.",
        "Uppgiften från Ånge och Timrå; först Ånge.",
        "Tallet fra Ånge og Timrå; først Ånge.",
        "Talet frå Ånge og Timrå; først Ånge.",
    ),
    named("declared_reading", label="No others"): (
        "Declared reading: No others.",
        "Uttalat antagande: No others.",
        "Uttalt antakelse: No others.",
        "Uttalt føresetnad: No others.",
    ),
    named("changes_no_total"): (
        "it changes no total",
        "det ändrar ingen summa",
        "det endrer ingen sum",
        "det endrar ingen sum",
    ),
    named("changed_by_reading", title=ALARMS, printed=READ, read=printed(100, "alarms")): (
        "Safety alarms: 160 alarms, 2.9–45.5% of the whole as printed, 100 alarms under the reading",
        "Trygghetslarm: 160 larm, 2,9–45,5\N{NO-BREAK SPACE}% av helheten som angivet, 100 larm med antagandet",
        "Trygghetsalarmer: 160 alarmer, 2,9–45,5\N{NO-BREAK SPACE}% av helheten som oppgitt, "
        "100 alarmer med antakelsen",
        "Tryggleiksalarmar: 160 alarmar, 2,9–45,5\N{NO-BREAK SPACE}% av heilskapen som oppgitt, "
        "100 alarmar med føresetnaden",
    ),
    named("settles_reading"): (
        "Whether the reading holds, from who wrote the document.",
        "Om antagandet stämmer, från dem som skrev dokumentet.",
        "Om antakelsen stemmer, fra dem som skrev dokumentet.",
        "Om føresetnaden stemmer, frå dei som skreiv dokumentet.",
    ),
    named("target_named_only", label="SITHS"): (
        "SITHS: the document names the target and does not define it.",
        "SITHS: dokumentet nämner målet men definierar det inte.",
        "SITHS: dokumentet nevner målet, men definerer det ikke.",
        "SITHS: dokumentet nemner målet, men definerer det ikkje.",
    ),
    named(
        "all_areas_and_scope",
        label="NPÖ",
        stated=Amount(exact(9), "municipalities"),
        scope=Amount(exact(1), "municipalities"),
    ): (
        "NPÖ: the document says 9 municipalities, and the scope of the recipe has 1 municipality.",
        "NPÖ: dokumentet säger 9 kommuner, och receptets omfattning har 1 kommun.",
        "NPÖ: dokumentet sier 9 kommuner, og oppskriftens omfang har 1 kommune.",
        "NPÖ: dokumentet seier 9 kommunar, og omfanget i oppskrifta har 1 kommune.",
    ),
    named("settles_scope"): (
        "Which municipalities are meant: name them in the scope of the recipe.",
        "Vilka kommuner som menas: nämn dem i receptets omfattning.",
        "Hvilke kommuner som menes: nevn dem i oppskriftens omfang.",
        "Kva kommunar som er meinte: nemn dei i omfanget i oppskrifta.",
    ),
    named("figures_and_no_verdict", label="SITHS", reason=NO_FOLLOW_UP): (
        "SITHS: there are figures and no verdict: no follow-up reading.",
        "SITHS: det finns uppgifter men ingen bedömning: ingen uppföljande avläsning.",
        "SITHS: det finnes tall, men ingen vurdering: ingen oppfølgende avlesning.",
        "SITHS: det finst tal, men inga vurdering: inga oppfølgjande avlesing.",
    ),
    named("verdict_depends_on_baseline", label="SITHS", reason=NO_FOLLOW_UP): (
        "SITHS: the verdict depends on the baseline: no follow-up reading.",
        "SITHS: bedömningen beror på utgångsläget: ingen uppföljande avläsning.",
        "SITHS: vurderingen avhenger av utgangspunktet: ingen oppfølgende avlesning.",
        "SITHS: vurderinga er avhengig av utgangspunktet: inga oppfølgjande avlesing.",
    ),
    named("asks_for", figure=Amount(Interval(nan, 100, 200), "persons")): (
        "asks for 100–200 persons",
        "målet är 100–200 personer",
        "målet er 100–200 personer",
        "målet er 100–200 personar",
    ),
    named("asks_for_milestone"): (
        "asks for a milestone",
        "målet är en milstolpe",
        "målet er en milepæl",
        "målet er ein milepæl",
    ),
    named("fact_baseline", figure=Amount(TOTAL, "persons")): (
        "baseline 470 (465–475) persons",
        "utgångsläge 470 (465–475) personer",
        "utgangspunkt 470 (465–475) personer",
        "utgangspunkt 470 (465–475) personar",
    ),
    named("fact_reading", figure=Amount(Interval(nan, 222, inf), "persons"), period=DAY): (
        "reading at least 222 persons, 2 April 2013",
        "avläsning minst 222 personer, 2 april 2013",
        "avlesning minst 222 personer, 2. april 2013",
        "avlesing minst 222 personar, 2. april 2013",
    ),
    named("fact_done", period=YEAR): (
        "reading done, 2013",
        "avläsning: genomfört, 2013",
        "avlesning: gjennomført, 2013",
        "avlesing: gjennomført, 2013",
    ),
    named("fact_not_done", period=YEAR): (
        "reading not done, 2013",
        "avläsning: inte genomfört, 2013",
        "avlesning: ikke gjennomført, 2013",
        "avlesing: ikkje gjennomført, 2013",
    ),
    named("linear_ratio", ratio=0.956): (
        "linear ratio 0.96",
        "kvot för linjär takt 0,96",
        "forholdstall for lineær takt 0,96",
        "forholdstal for lineær takt 0,96",
    ),
    named("cagr_ratio", ratio=1.004): (
        "cagr ratio 1",
        "kvot för årlig tillväxttakt 1",
        "forholdstall for årlig vekst 1",
        "forholdstal for årleg vekst 1",
    ),
    named("settles", needs=named("several", parts=(READING_FROM, named("needs_one_before")))): (
        "A dated reading of NPÖ users in Ånge and Timrå at or after 31 December 2013; one before it.",
        "En daterad avläsning av NPÖ-användare i Ånge och Timrå från den 31 december 2013 eller senare; en före den.",
        "En datert avlesning av NPÖ-brukere i Ånge og Timrå fra 31. desember 2013 eller senere; en før den.",
        "Ei datert avlesing av NPÖ-brukarar i Ånge og Timrå frå 31. desember 2013 eller seinare; ei før den.",
    ),
    named("needs_definition"): (
        "a definition of the target",
        "en definition av målet",
        "en definisjon av målet",
        "ein definisjon av målet",
    ),
    named("needs_number"): (
        "a number for the target",
        "ett tal för målet",
        "et tall for målet",
        "eit tal for målet",
    ),
    named("needs_outcome"): (
        "whether it was done",
        "om det genomfördes",
        "om det ble gjennomført",
        "om det vart gjennomført",
    ),
    named("needs_outcome_by", day=BY): (
        "whether it was done by 31 December 2013",
        "om det genomfördes senast den 31 december 2013",
        "om det ble gjennomført innen 31. desember 2013",
        "om det vart gjennomført innan 31. desember 2013",
    ),
    named("needs_exact_figures"): (
        "exact figures in place of bounds",
        "exakta uppgifter i stället för gränser",
        "eksakte tall i stedet for grenser",
        "eksakte tal i staden for grenser",
    ),
    named("needs_reading_and_deadline", **ABOUT): (
        "a dated reading of NPÖ users in Ånge and Timrå, and a deadline",
        "en daterad avläsning av NPÖ-användare i Ånge och Timrå, och ett måldatum",
        "en datert avlesning av NPÖ-brukere i Ånge og Timrå, og en frist",
        "ei datert avlesing av NPÖ-brukarar i Ånge og Timrå, og ein frist",
    ),
    named("needs_right_baseline"): (
        "which baseline is right",
        "vilket utgångsläge som är rätt",
        "hvilket utgangspunkt som er rett",
        "kva for eit utgangspunkt som er rett",
    ),
    named("needs_baseline_before", **ABOUT, day=BY): (
        "a baseline: a dated reading of NPÖ users in Ånge and Timrå before 31 December 2013",
        "ett utgångsläge: en daterad avläsning av NPÖ-användare i Ånge och Timrå före den 31 december 2013",
        "et utgangspunkt: en datert avlesning av NPÖ-brukere i Ånge og Timrå før 31. desember 2013",
        "eit utgangspunkt: ei datert avlesing av NPÖ-brukarar i Ånge og Timrå før 31. desember 2013",
    ),
    named("needs_exact_baseline", **ABOUT): (
        "an exact baseline of NPÖ users in Ånge and Timrå in place of bounds",
        "ett exakt utgångsläge för NPÖ-användare i Ånge och Timrå i stället för gränser",
        "et eksakt utgangspunkt for NPÖ-brukere i Ånge og Timrå i stedet for grenser",
        "eit eksakt utgangspunkt for NPÖ-brukarar i Ånge og Timrå i staden for grenser",
    ),
    named("needs_exact_reading", **ABOUT): (
        "an exact reading of NPÖ users in Ånge and Timrå in place of bounds",
        "en exakt avläsning av NPÖ-användare i Ånge och Timrå i stället för gränser",
        "en eksakt avlesning av NPÖ-brukere i Ånge og Timrå i stedet for grenser",
        "ei eksakt avlesing av NPÖ-brukarar i Ånge og Timrå i staden for grenser",
    ),
    named("needs_exact_baseline_and_reading", **ABOUT): (
        "an exact baseline and an exact reading of NPÖ users in Ånge and Timrå in place of bounds",
        "ett exakt utgångsläge och en exakt avläsning av NPÖ-användare i Ånge och Timrå i stället för gränser",
        "et eksakt utgangspunkt og en eksakt avlesning av NPÖ-brukere i Ånge og Timrå i stedet for grenser",
        "eit eksakt utgangspunkt og ei eksakt avlesing av NPÖ-brukarar i Ånge og Timrå i staden for grenser",
    ),
    named("needs_comparable_baseline", **ABOUT): (
        "a baseline of NPÖ users in Ånge and Timrå that is comparable",
        "ett jämförbart utgångsläge för NPÖ-användare i Ånge och Timrå",
        "et sammenlignbart utgangspunkt for NPÖ-brukere i Ånge og Timrå",
        "eit samanliknbart utgangspunkt for NPÖ-brukarar i Ånge og Timrå",
    ),
    named("needs_comparable_reading", **ABOUT): (
        "a reading of NPÖ users in Ånge and Timrå that is comparable",
        "en jämförbar avläsning av NPÖ-användare i Ånge och Timrå",
        "en sammenlignbar avlesning av NPÖ-brukere i Ånge og Timrå",
        "ei samanliknbar avlesing av NPÖ-brukarar i Ånge og Timrå",
    ),
}


@pytest.mark.parametrize(("language", "message", "text"), cases(SAID))
def test_said_of_findings(language, message, text):
    """Statements, their arithmetic, what is known of a target and what would settle it."""
    assert say(message, language) == text


def test_every_sentence_of_findings_is_said_here():
    """No phrase of the section is without a case."""
    assert not [key for key in sections()["findings"] if not any(message.says(key) for message in SAID)]
