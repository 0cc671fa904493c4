<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Activity</name>
        <message>
            <source>%1: connecting</source>
            <translation>%1: verbindet</translation>
        </message>
        <message>
            <source>%1: reading its list, %2 so far</source>
            <translation>%1: liest die Liste, %2 bisher</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>no connection</source>
            <translation>keine Verbindung</translation>
        </message>
        <message>
            <source>next try in %1</source>
            <translation>nächster Versuch in %1</translation>
        </message>
        <message>
            <source>%1: not connected yet</source>
            <translation>%1: noch nicht verbunden</translation>
        </message>
    </context>
<context>
        <name>Alarms</name>
        <message>
            <source>never</source>
            <comment>evidence</comment>
            <translation>nie</translation>
        </message>
        <message>
            <source>last known</source>
            <translation>letzter bekannter Stand</translation>
        </message>
        <message>
            <source>shelved until</source>
            <translation>zurückgestellt bis</translation>
        </message>
        <message>
            <source>Becomes P1 at</source>
            <translation>Wird P1 um</translation>
        </message>
        <message>
            <source>was %1's</source>
            <comment>an acknowledgement that is over</comment>
            <translation>war von %1</translation>
        </message>
        <message>
            <source>unacknowledged</source>
            <translation>nicht quittiert</translation>
        </message>
        <message>
            <source>Identify VM</source>
            <translation>VM feststellen</translation>
        </message>
        <message>
            <source>Show slots</source>
            <translation>Slots zeigen</translation>
        </message>
        <message>
            <source>Open slot</source>
            <translation>Slot öffnen</translation>
        </message>
        <message>
            <source>Show hosts</source>
            <translation>Hosts zeigen</translation>
        </message>
        <message>
            <source>Open host</source>
            <translation>Host öffnen</translation>
        </message>
        <message>
            <source>Show missing evidence</source>
            <translation>Nachweis zeigen</translation>
        </message>
        <message>
            <source>Open connection</source>
            <translation>Verbindung öffnen</translation>
        </message>
        <message>
            <source>Show teardowns</source>
            <translation>Abbauten zeigen</translation>
        </message>
        <message>
            <source>acknowledged by %1</source>
            <translation>quittiert von %1</translation>
        </message>
        <message>
            <source>shelved by %1</source>
            <translation>zurückgestellt von %1</translation>
        </message>
        <message>
            <source>cleared by evidence</source>
            <translation>durch Nachweis erledigt</translation>
        </message>
        <message>
            <source>Show drains</source>
            <translation>Leerungen zeigen</translation>
        </message>
        <message>
            <source>Open drain</source>
            <translation>Leerung öffnen</translation>
        </message>
        <message>
            <source>Show caches</source>
            <translation>Caches zeigen</translation>
        </message>
        <message>
            <source>Open cache</source>
            <translation>Cache öffnen</translation>
        </message>
    </context>
<context>
        <name>AtDeadline</name>
        <message>
            <source>Keep waiting, alert me</source>
            <translation>Weiter warten, Alarm geben</translation>
        </message>
        <message>
            <source>Stop new steps, ask me</source>
            <translation>Keine neuen Schritte, mich fragen</translation>
        </message>
        <message>
            <source>Cancel jobs gracefully</source>
            <translation>Jobs geordnet abbrechen</translation>
        </message>
    </context>
<context>
        <name>AuditActions</name>
        <message>
            <source>cordon</source>
            <translation>sperren</translation>
        </message>
        <message>
            <source>return to service</source>
            <translation>wieder in Dienst nehmen</translation>
        </message>
        <message>
            <source>drain</source>
            <translation>leeren</translation>
        </message>
        <message>
            <source>cancel job at the drain's deadline</source>
            <translation>Job zur Frist der Leerung abbrechen</translation>
        </message>
        <message>
            <source>stop drain</source>
            <translation>Leerung anhalten</translation>
        </message>
        <message>
            <source>maintenance</source>
            <translation>Wartung</translation>
        </message>
        <message>
            <source>cancel job</source>
            <translation>Job abbrechen</translation>
        </message>
        <message>
            <source>tear down</source>
            <translation>abbauen</translation>
        </message>
        <message>
            <source>force-destroy</source>
            <translation>Vernichten erzwingen</translation>
        </message>
        <message>
            <source>evict cache</source>
            <translation>Cache entfernen</translation>
        </message>
        <message>
            <source>pin cache</source>
            <translation>Cache anheften</translation>
        </message>
        <message>
            <source>cache quota</source>
            <translation>Cache-Kontingent</translation>
        </message>
        <message>
            <source>acknowledge alarm</source>
            <translation>Alarm quittieren</translation>
        </message>
        <message>
            <source>shelve alarm</source>
            <translation>Alarm zurückstellen</translation>
        </message>
        <message>
            <source>take mark off alarm</source>
            <translation>Vermerk vom Alarm nehmen</translation>
        </message>
        <message>
            <source>read job's output</source>
            <translation>Ausgabe eines Jobs lesen</translation>
        </message>
        <message>
            <source>host's report of caches</source>
            <translation>Meldung des Hosts über Caches</translation>
        </message>
        <message>
            <source>unused cache forgotten</source>
            <translation>unbenutzter Cache vergessen</translation>
        </message>
    </context>
<context>
        <name>AuditResults</name>
        <message>
            <source>received</source>
            <translation>empfangen</translation>
        </message>
        <message>
            <source>waits for approval</source>
            <translation>wartet auf Genehmigung</translation>
        </message>
        <message>
            <source>authorised</source>
            <translation>genehmigt</translation>
        </message>
        <message>
            <source>sent to the host</source>
            <translation>an den Host gesendet</translation>
        </message>
        <message>
            <source>accepted by the host</source>
            <translation>vom Host angenommen</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>im Gange</translation>
        </message>
        <message>
            <source>succeeded</source>
            <translation>gelungen</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>gescheitert</translation>
        </message>
        <message>
            <source>expired</source>
            <translation>abgelaufen</translation>
        </message>
        <message>
            <source>rejected</source>
            <translation>abgewiesen</translation>
        </message>
        <message>
            <source>no answer yet</source>
            <translation>noch keine Antwort</translation>
        </message>
        <message>
            <source>recorded</source>
            <translation>vermerkt</translation>
        </message>
        <message>
            <source>no VM left by the record</source>
            <translation>laut Eintrag keine VM mehr da</translation>
        </message>
        <message>
            <source>the host states a VM again</source>
            <translation>der Host meldet wieder eine VM</translation>
        </message>
        <message>
            <source>deadline reached, asks</source>
            <translation>Frist erreicht, fragt nach</translation>
        </message>
        <message>
            <source>goes on</source>
            <translation>geht weiter</translation>
        </message>
        <message>
            <source>every host is emptied or taken out</source>
            <translation>jeder Host ist leer oder herausgenommen</translation>
        </message>
    </context>
<context>
        <name>Badges</name>
        <message>
            <source>Signed</source>
            <translation>Signiert</translation>
        </message>
        <message>
            <source>Signed (simulated)</source>
            <translation>Signiert (simuliert)</translation>
        </message>
        <message>
            <source>Signed + host agrees</source>
            <translation>Signiert + Host einig</translation>
        </message>
        <message>
            <source>Receipted</source>
            <translation>Quittiert</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>Bestätigt</translation>
        </message>
        <message>
            <source>no badge</source>
            <translation>kein Siegel</translation>
        </message>
        <message>
            <source>destroyed</source>
            <translation>vernichtet</translation>
        </message>
        <message>
            <source>gone (host says, no log)</source>
            <translation>weg (laut Host, kein Log)</translation>
        </message>
        <message>
            <source>gone (simulated)</source>
            <translation>weg (simuliert)</translation>
        </message>
        <message>
            <source>clauses 1, 2, 4, 7</source>
            <translation>Klauseln 1, 2, 4, 7</translation>
        </message>
        <message>
            <source>clauses 1, 2, 4, simulated</source>
            <translation>Klauseln 1, 2, 4, simuliert</translation>
        </message>
        <message>
            <source>clauses 1, 2, 4, 7, 8, 9</source>
            <translation>Klauseln 1, 2, 4, 7, 8, 9</translation>
        </message>
        <message>
            <source>clauses 1 to 7</source>
            <translation>Klauseln 1 bis 7</translation>
        </message>
        <message>
            <source>all nine clauses</source>
            <translation>alle neun Klauseln</translation>
        </message>
    </context>
<context>
        <name>CacheForms</name>
        <message>
            <source>idle</source>
            <translation>unbenutzt</translation>
        </message>
        <message>
            <source>attached</source>
            <translation>angehängt</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Volume</translation>
        </message>
        <message>
            <source>%1, generation %2</source>
            <translation>%1, Generation %2</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>Host</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>choose one volume</source>
            <translation>ein Volume wählen</translation>
        </message>
        <message>
            <source>no host has a copy</source>
            <translation>kein Host hat eine Kopie</translation>
        </message>
        <message>
            <source>%1 hosts have a copy: evict each by espalier-fleetd command</source>
            <translation>%1 Hosts haben eine Kopie: jede mit espalier-fleetd command entfernen</translation>
        </message>
        <message>
            <source>a VM has it attached</source>
            <translation>eine VM hat es angehängt</translation>
        </message>
        <message>
            <source>&amp;Keep copy</source>
            <translation>Kopie &amp;behalten</translation>
        </message>
        <message>
            <source>There is no single copy any more</source>
            <translation>Es gibt keine einzelne Kopie mehr</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Schließen</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>Evict cache %1 from %2?</source>
            <translation>Cache %1 von %2 entfernen?</translation>
        </message>
        <message>
            <source>snapshot %1</source>
            <translation>Stand %1</translation>
        </message>
        <message>
            <source>&amp;Evict %1 from %2</source>
            <translation>%1 von %2 &amp;entfernen</translation>
        </message>
        <message>
            <source>Disk is full</source>
            <translation>Platte ist voll</translation>
        </message>
        <message>
            <source>Cache is broken</source>
            <translation>Cache ist kaputt</translation>
        </message>
        <message>
            <source>Host is needed</source>
            <translation>Host wird gebraucht</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Eigner</translation>
        </message>
        <message>
            <source>%1 / %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Loses</source>
            <translation>Verliert</translation>
        </message>
        <message>
            <source>the only copy,</source>
            <translation>die einzige Kopie,</translation>
        </message>
        <message>
            <source>Then</source>
            <translation>Dann</translation>
        </message>
        <message>
            <source>The next job of this pipeline starts with an empty cache.</source>
            <translation>Der nächste Job dieser Pipeline beginnt mit leerem Cache.</translation>
        </message>
    </context>
<context>
        <name>Caches</name>
        <message>
            <source>never, it is pinned</source>
            <comment>expires</comment>
            <translation>nie, es ist angeheftet</translation>
        </message>
        <message>
            <source>not while it is attached</source>
            <comment>expires</comment>
            <translation>nicht, solange es angehängt ist</translation>
        </message>
        <message>
            <source>14 d from its last use</source>
            <translation>14 d nach der letzten Nutzung</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Eigner</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Standort</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>empty, no job has committed</source>
            <translation>leer, kein Job hat festgeschrieben</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>bytes, quota</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>Host</translation>
        </message>
        <message>
            <source>Hosts</source>
            <translation>Hosts</translation>
        </message>
        <message>
            <source>only copy</source>
            <translation>einzige Kopie</translation>
        </message>
        <message>
            <source>Last use</source>
            <translation>Zuletzt benutzt</translation>
        </message>
        <message>
            <source>Expires</source>
            <translation>Läuft ab</translation>
        </message>
        <message>
            <source>a trusted job</source>
            <translation>ein vertrauter Job</translation>
        </message>
        <message>
            <source>an untrusted job</source>
            <translation>ein nicht vertrauter Job</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Volume</translation>
        </message>
        <message>
            <source>Attached now</source>
            <translation>Jetzt angehängt</translation>
        </message>
        <message>
            <source>1 fork</source>
            <translation>1 Fork</translation>
        </message>
        <message>
            <source>%1 forks</source>
            <translation>%1 Forks</translation>
        </message>
        <message>
            <source>VM %1</source>
            <translation>VM %1</translation>
        </message>
        <message>
            <source>from empty</source>
            <translation>aus leer</translation>
        </message>
        <message>
            <source>from %1</source>
            <comment>a version</comment>
            <translation>aus %1</translation>
        </message>
        <message>
            <source>No live VM has it: it is neither committed nor abandoned yet.</source>
            <translation>Keine lebende VM hat ihn: Er ist weder festgeschrieben noch verworfen.</translation>
        </message>
        <message>
            <source>This console knows no such VM.</source>
            <translation>Diese Konsole kennt keine solche VM.</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Versionen</translation>
        </message>
        <message>
            <source>none committed yet</source>
            <translation>noch keine festgeschrieben</translation>
        </message>
        <message>
            <source>newest first</source>
            <translation>neueste zuerst</translation>
        </message>
        <message>
            <source>by VM %1</source>
            <translation>von VM %1</translation>
        </message>
        <message>
            <source>by %1</source>
            <comment>job</comment>
            <translation>von %1</translation>
        </message>
        <message>
            <source>and %1 older</source>
            <translation>und %1 ältere</translation>
        </message>
        <message>
            <source>Cache %1</source>
            <translation>Cache %1</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>Last writer</source>
            <translation>Letzter Schreiber</translation>
        </message>
    </context>
<context>
        <name>Clauses</name>
        <message>
            <source>Well formed, strict reading</source>
            <translation>Wohlgeformt, streng gelesen</translation>
        </message>
        <message>
            <source>Signed by an enrolled key of this host</source>
            <translation>Mit eingetragenem Schlüssel dieses Hosts signiert</translation>
        </message>
        <message>
            <source>Has a logged birth, no second teardown</source>
            <translation>Hat geloggte Geburt, keinen zweiten Abbau</translation>
        </message>
        <message>
            <source>Host's chain unbroken, birth to teardown</source>
            <translation>Kette des Hosts lückenlos, Geburt bis Abbau</translation>
        </message>
        <message>
            <source>In the log, consistent with all seen before</source>
            <translation>Im Log, stimmig mit allem zuvor Gesehenen</translation>
        </message>
        <message>
            <source>Quorum of cosignatures held</source>
            <translation>Mehrheit der Gegenzeichnungen liegt vor</translation>
        </message>
        <message>
            <source>Outcome complete, required facts observed</source>
            <translation>Ausgang vollständig, nötige Fakten beobachtet</translation>
        </message>
        <message>
            <source>A later statement lists none of it</source>
            <translation>Spätere Aussage führt nichts davon</translation>
        </message>
        <message>
            <source>Control plane's record agrees</source>
            <translation>Eintrag der Steuerebene stimmt zu</translation>
        </message>
        <message>
            <source>holds</source>
            <translation>gilt</translation>
        </message>
        <message>
            <source>fails</source>
            <translation>gilt nicht</translation>
        </message>
        <message>
            <source>no input yet</source>
            <translation>noch keine Eingabe</translation>
        </message>
        <message>
            <source>not evaluated</source>
            <translation>ungeprüft</translation>
        </message>
    </context>
<context>
        <name>Columns</name>
        <message>
            <source>P</source>
            <translation>P</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Seit</translation>
        </message>
        <message>
            <source>For</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>Nachweis</translation>
        </message>
        <message>
            <source>If ignored</source>
            <translation>Wenn ignoriert</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Eigner</translation>
        </message>
        <message>
            <source>First action</source>
            <translation>Erste Maßnahme</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>Host</translation>
        </message>
        <message>
            <source>Cordoned</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Waiting for jobs</source>
            <translation>Wartet auf Jobs</translation>
        </message>
        <message>
            <source>Tearing down</source>
            <translation>Im Abbau</translation>
        </message>
        <message>
            <source>Confirming</source>
            <translation>Wird bestätigt</translation>
        </message>
        <message>
            <source>Waits for</source>
            <translation>Wartet auf</translation>
        </message>
        <message>
            <source>Empty by</source>
            <translation>Leer um</translation>
        </message>
        <message>
            <source>Drain</source>
            <translation>Leerung</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Emptied</source>
            <translation>Leer</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Deadline</source>
            <translation>Frist</translation>
        </message>
        <message>
            <source>ETA, or took</source>
            <translation>ETA oder Dauer</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <source>Invariant</source>
            <translation>Invariante</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>Schwere</translation>
        </message>
        <message>
            <source>Simulated</source>
            <translation>Simuliert</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Platz</translation>
        </message>
        <message>
            <source>Tenant</source>
            <translation>Mandant</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <source>Job end</source>
            <translation>Job-Ende</translation>
        </message>
        <message>
            <source>Exit</source>
            <translation>Exit</translation>
        </message>
        <message>
            <source>Duration</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>State, open first</source>
            <translation>Zustand, offene zuerst</translation>
        </message>
        <message>
            <source>hostSeq</source>
            <translation>hostSeq</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Job</translation>
        </message>
        <message>
            <source>Birth, record</source>
            <translation>Birth, Eintrag</translation>
        </message>
        <message>
            <source>Statement</source>
            <translation>Aussage</translation>
        </message>
        <message>
            <source>Accelerator</source>
            <translation>Beschleuniger</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation>Vergangen</translation>
        </message>
        <message>
            <source>hostd</source>
            <translation>hostd</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Volume</translation>
        </message>
        <message>
            <source>Cluster, pipeline</source>
            <translation>Cluster, Pipeline</translation>
        </message>
        <message>
            <source>Used, quota</source>
            <translation>Belegt, Kontingent</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Attached to</source>
            <translation>Angehängt an</translation>
        </message>
        <message>
            <source>Last use</source>
            <translation>Zuletzt benutzt</translation>
        </message>
        <message>
            <source>Expires in</source>
            <translation>Läuft ab in</translation>
        </message>
        <message>
            <source>Writer</source>
            <translation>Schreiber</translation>
        </message>
    </context>
<context>
        <name>CommandKey</name>
        <message>
            <source>no command key</source>
            <translation>kein Befehlsschlüssel</translation>
        </message>
        <message>
            <source>keyring locked</source>
            <translation>Schlüsselbund gesperrt</translation>
        </message>
        <message>
            <source>command key unreadable</source>
            <translation>Befehlsschlüssel unlesbar</translation>
        </message>
        <message>
            <source>not in the roster</source>
            <translation>nicht im Roster</translation>
        </message>
        <message>
            <source>key not in the roster</source>
            <translation>Schlüssel nicht im Roster</translation>
        </message>
        <message>
            <source>role %1</source>
            <translation>Rolle %1</translation>
        </message>
        <message>
            <source>The roster lists this key: this desk may be armed.</source>
            <translation>Das Roster führt diesen Schlüssel: Dieser Arbeitsplatz darf scharf geschaltet werden.</translation>
        </message>
        <message>
            <source>This desk has no command key yet. Create one here or import yours, then send its public key to an administrator.</source>
            <translation>Dieser Arbeitsplatz hat noch keinen Befehlsschlüssel. Hier einen erzeugen oder den eigenen importieren, dann den öffentlichen Schlüssel an die Administration senden.</translation>
        </message>
        <message>
            <source>The keyring cannot be used (%1). Unlock it and try again; nothing was lost.</source>
            <translation>Der Schlüsselbund ist nicht nutzbar (%1). Entsperren und erneut versuchen; nichts ging verloren.</translation>
        </message>
        <message>
            <source>What is stored as this desk's command key is none (%1). Import your key again, or create a new one.</source>
            <translation>Was als Befehlsschlüssel dieses Arbeitsplatzes gespeichert ist, ist keiner (%1). Den Schlüssel erneut importieren oder einen neuen erzeugen.</translation>
        </message>
        <message>
            <source>The roster does not know the person %1 of your certificate. Ask an administrator to enter it.</source>
            <translation>Das Roster kennt die Person %1 des Zertifikats nicht. Die Administration muss sie eintragen.</translation>
        </message>
        <message>
            <source>The roster does not know the device %1 of your certificate. Ask an administrator to enter it.</source>
            <translation>Das Roster kennt das Gerät %1 des Zertifikats nicht. Die Administration muss es eintragen.</translation>
        </message>
        <message>
            <source>The roster lists no command key for this desk yet. Send the public key to an administrator.</source>
            <translation>Das Roster führt noch keinen Befehlsschlüssel für diesen Arbeitsplatz. Den öffentlichen Schlüssel an die Administration senden.</translation>
        </message>
        <message>
            <source>The roster lists another command key for this desk. Import that one, or send this public key to an administrator.</source>
            <translation>Das Roster führt einen anderen Befehlsschlüssel für diesen Arbeitsplatz. Jenen importieren oder diesen öffentlichen Schlüssel an die Administration senden.</translation>
        </message>
        <message>
            <source>Your role (%1) orders nothing: it needs operator or on-call.</source>
            <translation>Die Rolle (%1) befiehlt nichts: Nötig ist operator oder on-call.</translation>
        </message>
        <message>
            <source>disarmed: 15 minutes are over</source>
            <translation>entschärft: 15 Minuten sind um</translation>
        </message>
        <message>
            <source>disarmed: the screen was locked</source>
            <translation>entschärft: Der Bildschirm wurde gesperrt</translation>
        </message>
        <message>
            <source>disarmed: the machine slept</source>
            <translation>entschärft: Der Rechner schlief</translation>
        </message>
        <message>
            <source>disarmed: the clock was set</source>
            <translation>entschärft: Die Uhr wurde gestellt</translation>
        </message>
        <message>
            <source>disarmed: the key holds no more</source>
            <translation>entschärft: Der Schlüssel gilt nicht mehr</translation>
        </message>
    </context>
<context>
        <name>CommandReasons</name>
        <message>
            <source>your role may not do this: %1. Ask someone who has it, or an administrator</source>
            <translation>die Rolle darf das nicht: %1. Jemanden bitten, der sie hat, oder die Administration</translation>
        </message>
        <message>
            <source>it needs a second person, and approvals do not exist yet: %1. Nothing was done</source>
            <translation>es braucht eine zweite Person, und Genehmigungen gibt es noch nicht: %1. Nichts geschah</translation>
        </message>
        <message>
            <source>you acted on stale data: %1. Look at the target again and order anew</source>
            <translation>gehandelt wurde nach veralteten Daten: %1. Das Ziel erneut ansehen und neu befehlen</translation>
        </message>
        <message>
            <source>the host has rebooted since you looked: %1. Look at it again and order anew</source>
            <translation>der Host hat seit dem letzten Blick neu gestartet: %1. Ihn ansehen und neu befehlen</translation>
        </message>
        <message>
            <source>it came too late: %1. Order anew if it still holds</source>
            <translation>es kam zu spät: %1. Neu befehlen, wenn es noch gilt</translation>
        </message>
        <message>
            <source>the clock of this desk is wrong: %1</source>
            <translation>die Uhr dieses Arbeitsplatzes geht falsch: %1</translation>
        </message>
        <message>
            <source>it would live too long: %1</source>
            <translation>es würde zu lange gelten: %1</translation>
        </message>
        <message>
            <source>the signature does not hold: %1. Show your public key to an administrator</source>
            <translation>die Signatur gilt nicht: %1. Den öffentlichen Schlüssel der Administration zeigen</translation>
        </message>
        <message>
            <source>the roster lists no command key for this desk: %1. Send your public key to an administrator</source>
            <translation>das Roster führt keinen Befehlsschlüssel für diesen Arbeitsplatz: %1. Den öffentlichen Schlüssel an die Administration senden</translation>
        </message>
        <message>
            <source>the roster does not know you: %1. Ask an administrator</source>
            <translation>das Roster kennt diese Person nicht: %1. An die Administration wenden</translation>
        </message>
        <message>
            <source>the roster does not know this desk: %1. Ask an administrator</source>
            <translation>das Roster kennt diesen Arbeitsplatz nicht: %1. An die Administration wenden</translation>
        </message>
        <message>
            <source>the roster there is older than yours: %1. Wait until it has arrived and order anew</source>
            <translation>das Roster dort ist älter als das hiesige: %1. Warten, bis es angekommen ist, und neu befehlen</translation>
        </message>
        <message>
            <source>the reason was not taken: %1</source>
            <translation>der Grund wurde nicht angenommen: %1</translation>
        </message>
        <message>
            <source>the ticket was not taken: %1</source>
            <translation>das Ticket wurde nicht angenommen: %1</translation>
        </message>
        <message>
            <source>the command could not be read there: %1</source>
            <translation>der Befehl war dort nicht zu lesen: %1</translation>
        </message>
        <message>
            <source>it is for another site: %1</source>
            <translation>er ist für einen anderen Standort: %1</translation>
        </message>
        <message>
            <source>the host has no roster yet, so it takes no orders: %1. Try again in a minute</source>
            <translation>der Host hat noch kein Roster und nimmt keine Befehle an: %1. In einer Minute erneut versuchen</translation>
        </message>
        <message>
            <source>another command has the same number: %1. Order anew</source>
            <translation>ein anderer Befehl hat dieselbe Nummer: %1. Neu befehlen</translation>
        </message>
        <message>
            <source>it is signed by somebody else than who sent it: %1</source>
            <translation>er ist von jemand anderem signiert als gesendet: %1</translation>
        </message>
        <message>
            <source>this order is not known there: %1</source>
            <translation>dieser Befehl ist dort nicht bekannt: %1</translation>
        </message>
        <message>
            <source>the host does not do this: %1</source>
            <translation>der Host tut das nicht: %1</translation>
        </message>
        <message>
            <source>its details were not taken: %1</source>
            <translation>seine Einzelheiten wurden nicht angenommen: %1</translation>
        </message>
        <message>
            <source>the target does not fit: %1</source>
            <translation>das Ziel passt nicht: %1</translation>
        </message>
        <message>
            <source>the target is not of that host: %1</source>
            <translation>das Ziel gehört nicht zu jenem Host: %1</translation>
        </message>
        <message>
            <source>the target is not known there: %1</source>
            <translation>das Ziel ist dort nicht bekannt: %1</translation>
        </message>
        <message>
            <source>its job had ended already: %1. Nothing was done</source>
            <translation>sein Job war schon beendet: %1. Nichts geschah</translation>
        </message>
        <message>
            <source>the VM was never born: %1. Nothing was done</source>
            <translation>die VM wurde nie geboren: %1. Nichts geschah</translation>
        </message>
        <message>
            <source>the host is in maintenance: %1</source>
            <translation>der Host ist in Wartung: %1</translation>
        </message>
        <message>
            <source>a host is part of another drain: %1. Stop that first</source>
            <translation>ein Host gehört zu einer anderen Leerung: %1. Erst jene anhalten</translation>
        </message>
        <message>
            <source>there is no such drain: %1</source>
            <translation>es gibt keine solche Leerung: %1</translation>
        </message>
        <message>
            <source>a later order went before it: %1</source>
            <translation>ein späterer Befehl ging ihm vor: %1</translation>
        </message>
        <message>
            <source>the roster there has expired: %1. An administrator must issue a new one</source>
            <translation>das Roster dort ist abgelaufen: %1. Die Administration muss ein neues ausstellen</translation>
        </message>
        <message>
            <source>it could not be written to disk there: %1</source>
            <translation>es war dort nicht auf die Platte zu schreiben: %1</translation>
        </message>
        <message>
            <source>it was gone before: %1</source>
            <translation>es war schon vorher weg: %1</translation>
        </message>
        <message>
            <source>its control plane cannot be reached: %1. Order anew when it is live</source>
            <translation>seine Steuerebene ist nicht erreichbar: %1. Neu befehlen, wenn sie live ist</translation>
        </message>
        <message>
            <source>no answer came: %1. It may have been taken up; this desk asks until it knows</source>
            <translation>es kam keine Antwort: %1. Vielleicht wurde er angenommen; dieser Arbeitsplatz fragt, bis er es weiß</translation>
        </message>
        <message>
            <source>it could not be written to this computer's disk: %1</source>
            <translation>es war nicht auf die Platte dieses Rechners zu schreiben: %1</translation>
        </message>
        <message>
            <source>it could not be signed: %1</source>
            <translation>es war nicht zu signieren: %1</translation>
        </message>
        <message>
            <source>this profile has no such site: %1</source>
            <translation>dieses Profil hat keinen solchen Standort: %1</translation>
        </message>
        <message>
            <source>this console ended before the answer came: %1. This desk asks until it knows</source>
            <translation>diese Konsole endete vor der Antwort: %1. Dieser Arbeitsplatz fragt, bis er es weiß</translation>
        </message>
        <message>
            <source>it never arrived and has expired: %1. Nothing was done. Order anew if it still holds</source>
            <translation>er kam nie an und ist abgelaufen: %1. Nichts geschah. Neu befehlen, wenn es noch gilt</translation>
        </message>
        <message>
            <source>the host has no copy of it: %1. Nothing was done</source>
            <translation>der Host hat keine Kopie davon: %1. Nichts geschah</translation>
        </message>
        <message>
            <source>a VM uses it: %1. Order anew when that VM has ended</source>
            <translation>eine VM benutzt es: %1. Neu befehlen, wenn jene VM geendet hat</translation>
        </message>
    </context>
<context>
        <name>CommandResults</name>
        <message>
            <source>tearing down</source>
            <comment>a VM after a command</comment>
            <translation>im Abbau</translation>
        </message>
        <message>
            <source>%1 by %2</source>
            <comment>an order, a person</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>already gone</source>
            <translation>schon weg</translation>
        </message>
        <message>
            <source>being written to disk</source>
            <translation>wird auf die Platte geschrieben</translation>
        </message>
        <message>
            <source>being sent</source>
            <translation>wird gesendet</translation>
        </message>
        <message>
            <source>received by the control plane</source>
            <translation>von der Steuerebene empfangen</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgewiesen</translation>
        </message>
        <message>
            <source>not sent</source>
            <translation>nicht gesendet</translation>
        </message>
        <message>
            <source>unconfirmed, no answer</source>
            <translation>unbestätigt, keine Antwort</translation>
        </message>
        <message numerus="yes">
            <source>%n targets</source>
            <translation>
                <numerusform>%n Ziel</numerusform>
                <numerusform>%n Ziele</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2: %3</source>
            <comment>an order, its target, its state</comment>
            <translation>%1 bei %2: %3</translation>
        </message>
    </context>
<context>
        <name>CommandStates</name>
        <message>
            <source>received by the control plane</source>
            <translation>von der Steuerebene empfangen</translation>
        </message>
        <message>
            <source>awaiting approval</source>
            <translation>wartet auf Genehmigung</translation>
        </message>
        <message>
            <source>approved, not yet sent to the host</source>
            <translation>genehmigt, noch nicht an den Host gesendet</translation>
        </message>
        <message>
            <source>sent to the host</source>
            <translation>an den Host gesendet</translation>
        </message>
        <message>
            <source>accepted by the host</source>
            <translation>vom Host angenommen</translation>
        </message>
        <message>
            <source>accepted by the host, under way</source>
            <translation>vom Host angenommen, im Gange</translation>
        </message>
        <message>
            <source>carried out, its record is committed</source>
            <translation>ausgeführt, sein Eintrag ist festgeschrieben</translation>
        </message>
        <message>
            <source>failed, still there</source>
            <translation>gescheitert, noch da</translation>
        </message>
        <message>
            <source>expired</source>
            <translation>abgelaufen</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgewiesen</translation>
        </message>
        <message>
            <source>unconfirmed, no answer in time</source>
            <translation>unbestätigt, keine Antwort in der Zeit</translation>
        </message>
    </context>
<context>
        <name>Counts</name>
        <message>
            <source>1 host</source>
            <translation>1 Host</translation>
        </message>
        <message numerus="yes">
            <source>%1 hosts</source>
            <translation>
                <numerusform>%1 Host</numerusform>
                <numerusform>%1 Hosts</numerusform>
            </translation>
        </message>
        <message>
            <source>1 slot</source>
            <translation>1 Slot</translation>
        </message>
        <message numerus="yes">
            <source>%1 slots</source>
            <translation>
                <numerusform>%1 Slot</numerusform>
                <numerusform>%1 Slots</numerusform>
            </translation>
        </message>
        <message>
            <source>1 VM life</source>
            <translation>1 VM-Leben</translation>
        </message>
        <message numerus="yes">
            <source>%1 VM lives</source>
            <translation>
                <numerusform>%1 VM-Leben</numerusform>
                <numerusform>%1 VM-Leben</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2 slots</source>
            <comment>shown of all</comment>
            <translation>%1 von %2 Slots</translation>
        </message>
        <message>
            <source>%1 of %2 VM lives</source>
            <comment>shown of all</comment>
            <translation>%1 von %2 VM-Leben</translation>
        </message>
        <message>
            <source>%1 of %2 observed</source>
            <comment>facts of evidence</comment>
            <translation>%1 von %2 beobachtet</translation>
        </message>
        <message>
            <source>%1 of %2 hold</source>
            <comment>clauses</comment>
            <translation>%1 von %2 gelten</translation>
        </message>
        <message>
            <source>of 1 past run</source>
            <translation>aus 1 früheren Lauf</translation>
        </message>
        <message numerus="yes">
            <source>of %1 past runs</source>
            <translation>
                <numerusform>aus %1 früheren Lauf</numerusform>
                <numerusform>aus %1 früheren Läufen</numerusform>
            </translation>
        </message>
        <message>
            <source>,</source>
            <comment>between thousands</comment>
            <translation>.</translation>
        </message>
        <message>
            <source>.</source>
            <comment>before decimals</comment>
            <translation>,</translation>
        </message>
    </context>
<context>
        <name>Diagnostics</name>
        <message>
            <source>In the file: the logs of this console, versions, settings without secrets, and the state of each site's link.

Not in it: keys, certificates, job output, reasons and tickets of commands, names of tenants.</source>
            <translation>In der Datei: die Logs dieser Konsole, Versionen, Einstellungen ohne Geheimnisse und der Stand der Verbindung zu jedem Standort.

Nicht darin: Schlüssel, Zertifikate, Ausgaben von Jobs, Gründe und Tickets von Befehlen, Namen von Mandanten.</translation>
        </message>
        <message>
            <source>Save diagnostics</source>
            <translation>Diagnose speichern</translation>
        </message>
        <message>
            <source>Save as...</source>
            <translation>Speichern unter...</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Saved as %1.

%2</source>
            <translation>Gespeichert als %1.

%2</translation>
        </message>
        <message>
            <source>Not saved: %1. Choose another place.</source>
            <translation>Nicht gespeichert: %1. Einen anderen Ort wählen.</translation>
        </message>
    </context>
<context>
        <name>DrainChecks</name>
        <message>
            <source>No other drain of these hosts</source>
            <translation>Keine andere Leerung dieser Hosts</translation>
        </message>
        <message>
            <source>%1 is part of another drain</source>
            <translation>%1 gehört zu einer anderen Leerung</translation>
        </message>
        <message>
            <source>No slot is unconfirmed</source>
            <translation>Kein Slot ist unbestätigt</translation>
        </message>
        <message>
            <source>%1 is unconfirmed: the drain cannot end before that is resolved</source>
            <translation>%1 ist unbestätigt: Vorher kann die Leerung nicht enden</translation>
        </message>
        <message>
            <source>No slot is stuck</source>
            <translation>Kein Slot hängt</translation>
        </message>
        <message>
            <source>%1 is stuck: the drain cannot end before that is resolved</source>
            <translation>%1 hängt: Vorher kann die Leerung nicht enden</translation>
        </message>
        <message>
            <source>All hosts answer</source>
            <translation>Alle Hosts antworten</translation>
        </message>
        <message>
            <source>%1 is silent: it drains when it answers</source>
            <translation>%1 ist stumm: Er leert sich, wenn er antwortet</translation>
        </message>
        <message>
            <source>All hosts are in service</source>
            <translation>Alle Hosts sind im Dienst</translation>
        </message>
        <message>
            <source>%1 is not in service</source>
            <translation>%1 ist nicht im Dienst</translation>
        </message>
        <message>
            <source>No pool falls below its floor</source>
            <translation>Kein Pool fällt unter seine Untergrenze</translation>
        </message>
        <message>
            <source>%1 falls BELOW FLOOR</source>
            <translation>%1 fällt UNTER DIE GRENZE</translation>
        </message>
        <message>
            <source>The deadline leaves time for what runs</source>
            <translation>Die Frist lässt Zeit für alles, was läuft</translation>
        </message>
        <message>
            <source>%1 may still run at the deadline</source>
            <translation>%1 läuft zur Frist vielleicht noch</translation>
        </message>
        <message>
            <source>A check of a newer version: %1</source>
            <translation>Eine Prüfung einer neueren Version: %1</translation>
        </message>
    </context>
<context>
        <name>DrainHosts</name>
        <message>
            <source>%1 of %2 gone</source>
            <comment>VMs</comment>
            <translation>%1 von %2 weg</translation>
        </message>
        <message>
            <source>%1 not verified here</source>
            <comment>VMs</comment>
            <translation>%1 hier nicht verifiziert</translation>
        </message>
        <message>
            <source>this console's proof</source>
            <translation>der Beweis dieser Konsole</translation>
        </message>
        <message>
            <source>wave %1</source>
            <translation>Welle %1</translation>
        </message>
        <message>
            <source>wave %1; pool %2 is below its floor</source>
            <translation>Welle %1; Pool %2 ist unter seiner Untergrenze</translation>
        </message>
        <message>
            <source>a job</source>
            <translation>einen Job</translation>
        </message>
        <message>
            <source>its teardown</source>
            <translation>seinen Abbau</translation>
        </message>
        <message>
            <source>stuck</source>
            <translation>hängt</translation>
        </message>
        <message>
            <source>a Teardown record</source>
            <translation>einen Teardown-Eintrag</translation>
        </message>
        <message>
            <source>the host is silent</source>
            <translation>der Host ist stumm</translation>
        </message>
        <message>
            <source>refused by the host: %1</source>
            <translation>vom Host abgewiesen: %1</translation>
        </message>
    </context>
<context>
        <name>DrainInspection</name>
        <message>
            <source>in %1</source>
            <translation>in %1</translation>
        </message>
        <message>
            <source>passed %1 ago</source>
            <translation>seit %1 vorbei</translation>
        </message>
        <message>
            <source>keep waiting, alert</source>
            <translation>weiter warten, Alarm</translation>
        </message>
        <message>
            <source>stop new steps, ask</source>
            <translation>keine neuen Schritte, fragen</translation>
        </message>
        <message>
            <source>cancel the jobs that still run</source>
            <translation>die noch laufenden Jobs abbrechen</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Eigner</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Begonnen</translation>
        </message>
        <message>
            <source>Deadline</source>
            <translation>Frist</translation>
        </message>
        <message>
            <source>Then</source>
            <translation>Dann</translation>
        </message>
        <message>
            <source>ETA</source>
            <translation>ETA</translation>
        </message>
        <message>
            <source>p50 to p95 of past runs</source>
            <translation>p50 bis p95 früherer Läufe</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Beendet</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>%1, all at once</source>
            <comment>hosts</comment>
            <translation>%1, alle auf einmal</translation>
        </message>
        <message>
            <source>%1, waves of %2, wave %3 has begun</source>
            <comment>hosts</comment>
            <translation>%1, Wellen zu %2, Welle %3 hat begonnen</translation>
        </message>
        <message>
            <source>waits for %1</source>
            <translation>wartet auf %1</translation>
        </message>
        <message>
            <source>What keeps it open</source>
            <translation>Was sie offen hält</translation>
        </message>
        <message>
            <source>If it is stopped</source>
            <translation>Wenn sie angehalten wird</translation>
        </message>
        <message>
            <source>Hosts return to service or stay cordoned, as one chooses. Jobs that have ended and VMs that are gone do not come back.</source>
            <translation>Hosts kehren in den Dienst zurück oder bleiben gesperrt, je nach Wahl. Beendete Jobs und VMs, die weg sind, kommen nicht zurück.</translation>
        </message>
        <message>
            <source>Who decides</source>
            <translation>Wer entscheidet</translation>
        </message>
        <message>
            <source>The control plane owns this drain: closing the console changes nothing. What a host is called at its end is this console's own judgement: every VM since the cordon is gone by verified records, and a later statement of the host lists none.</source>
            <translation>Die Steuerebene führt diese Leerung: Die Konsole zu schließen ändert nichts. Wie ein Host am Ende heißt, ist das eigene Urteil dieser Konsole: Jede VM seit der Sperre ist laut verifizierten Einträgen weg, und eine spätere Aussage des Hosts führt keine.</translation>
        </message>
        <message>
            <source>Drain %1</source>
            <translation>Leerung %1</translation>
        </message>
    </context>
<context>
        <name>DrainRows</name>
        <message>
            <source>changed</source>
            <translation>geändert</translation>
        </message>
        <message>
            <source>nothing runs there</source>
            <translation>dort läuft nichts</translation>
        </message>
        <message>
            <source>when the last job ends is not known: no past runs</source>
            <translation>wann der letzte Job endet, ist unbekannt: keine früheren Läufe</translation>
        </message>
        <message>
            <source>last job done %1 (p50) to %2 (p95)</source>
            <translation>letzter Job fertig %1 (p50) bis %2 (p95)</translation>
        </message>
        <message>
            <source>last job done by %1</source>
            <translation>letzter Job fertig bis %1</translation>
        </message>
        <message>
            <source>longest %1, %2</source>
            <translation>längster %1, %2</translation>
        </message>
        <message>
            <source>no past runs</source>
            <translation>keine früheren Läufe</translation>
        </message>
        <message>
            <source>of p95 %1</source>
            <comment>percentile</comment>
            <translation>von p95 %1</translation>
        </message>
        <message>
            <source>No volume lies only on these hosts.</source>
            <translation>Kein Volume liegt nur auf diesen Hosts.</translation>
        </message>
        <message>
            <source>1 volume is only on these hosts. Next jobs of %1 start cold.</source>
            <translation>1 Volume liegt nur auf diesen Hosts. Die nächsten Jobs von %1 starten kalt.</translation>
        </message>
        <message numerus="yes">
            <source>%n volumes are only on these hosts. Next jobs of %1 start cold.</source>
            <translation>
                <numerusform>%n Volume liegt nur auf diesen Hosts. Die nächsten Jobs von %1 starten kalt.</numerusform>
                <numerusform>%n Volumes liegen nur auf diesen Hosts. Die nächsten Jobs von %1 starten kalt.</numerusform>
            </translation>
        </message>
        <message>
            <source>1 job</source>
            <translation>1 Job</translation>
        </message>
        <message numerus="yes">
            <source>%n jobs</source>
            <translation>
                <numerusform>%n Job</numerusform>
                <numerusform>%n Jobs</numerusform>
            </translation>
        </message>
        <message>
            <source>1 tenant</source>
            <translation>1 Mandant</translation>
        </message>
        <message numerus="yes">
            <source>%n tenants</source>
            <translation>
                <numerusform>%n Mandant</numerusform>
                <numerusform>%n Mandanten</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>jobs, tenants</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Running now</source>
            <translation>Läuft jetzt</translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <comment>jobs, hosts</comment>
            <translation>%1 auf %2</translation>
        </message>
        <message>
            <source>1 job without past runs counts with its time limit</source>
            <translation>1 Job ohne frühere Läufe zählt mit seinem Zeitlimit</translation>
        </message>
        <message numerus="yes">
            <source>%n jobs without past runs count with their time limits</source>
            <translation>
                <numerusform>%n Job ohne frühere Läufe zählt mit seinem Zeitlimit</numerusform>
                <numerusform>%n Jobs ohne frühere Läufe zählen mit ihren Zeitlimits</numerusform>
            </translation>
        </message>
        <message>
            <source>Caches</source>
            <translation>Caches</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>Pool</translation>
        </message>
        <message>
            <source>Free now</source>
            <translation>Jetzt frei</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Danach</translation>
        </message>
        <message>
            <source>Proven</source>
            <translation>Geprüft</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Schlange</translation>
        </message>
        <message>
            <source>Floor</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <source>Stands</source>
            <translation>Steht</translation>
        </message>
        <message>
            <source>BELOW FLOOR</source>
            <translation>UNTER GRENZE</translation>
        </message>
        <message>
            <source>above floor</source>
            <translation>über der Grenze</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Prüfungen</translation>
        </message>
    </context>
<context>
        <name>Drains</name>
        <message>
            <source>of</source>
            <comment>3 of 20 hosts</comment>
            <translation>von</translation>
        </message>
        <message>
            <source>reached</source>
            <comment>a deadline</comment>
            <translation>erreicht</translation>
        </message>
        <message>
            <source>%1 waiting</source>
            <comment>hosts</comment>
            <translation>%1 wartend</translation>
        </message>
        <message>
            <source>to</source>
            <comment>between two times</comment>
            <translation>bis</translation>
        </message>
        <message>
            <source>Cordoned</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Waiting for jobs</source>
            <translation>Wartet auf Jobs</translation>
        </message>
        <message>
            <source>Tearing down</source>
            <translation>Im Abbau</translation>
        </message>
        <message>
            <source>Confirming</source>
            <translation>Wird bestätigt</translation>
        </message>
        <message>
            <source>Not drained</source>
            <translation>Nicht geleert</translation>
        </message>
        <message>
            <source>Emptied (host says, no log)</source>
            <translation>Leer (laut Host, kein Log)</translation>
        </message>
        <message>
            <source>Emptied (simulated)</source>
            <translation>Leer (simuliert)</translation>
        </message>
        <message>
            <source>Drained</source>
            <comment>every VM Confirmed</comment>
            <translation>Geleert</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>%1 unconfirmed</source>
            <comment>VMs</comment>
            <translation>%1 unbestätigt</translation>
        </message>
        <message>
            <source>%1 stuck</source>
            <comment>VMs</comment>
            <translation>%1 hängend</translation>
        </message>
        <message>
            <source>Not drained: %1</source>
            <comment>why</comment>
            <translation>Nicht geleert: %1</translation>
        </message>
    </context>
<context>
        <name>EmptyList</name>
        <message>
            <source>Trying to connect.</source>
            <translation>Versucht, sich zu verbinden.</translation>
        </message>
        <message>
            <source>Retrying in %1</source>
            <translation>Neuer Versuch in %1</translation>
        </message>
        <message>
            <source>%1 has not been heard since %2.</source>
            <translation>%1 wurde seit %2 nicht gehört.</translation>
        </message>
        <message>
            <source>%1 has not been heard by this console yet.</source>
            <translation>%1 wurde von dieser Konsole noch nicht gehört.</translation>
        </message>
        <message>
            <source>%1 have not been heard by this console yet.</source>
            <translation>%1 wurden von dieser Konsole noch nicht gehört.</translation>
        </message>
        <message>
            <source>Retry now</source>
            <translation>Jetzt erneut versuchen</translation>
        </message>
        <message>
            <source>The filter is %1.</source>
            <translation>Der Filter ist %1.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter löschen</translation>
        </message>
    </context>
<context>
        <name>Espalier::Application</name>
        <message>
            <source>The key of %1 could not be had from the keyring (%2). Unlock it and connect again, or name a key file in the profile.</source>
            <translation>Der Schlüssel von %1 war aus dem Schlüsselbund nicht zu haben (%2). Ihn entsperren und erneut verbinden, oder im Profil eine Schlüsseldatei nennen.</translation>
        </message>
    </context>
<context>
        <name>Espalier::CredentialStore</name>
        <message>
            <source>the console is quitting</source>
            <translation>die Konsole wird beendet</translation>
        </message>
        <message>
            <source>%1 bytes, a keyring takes %2</source>
            <translation>%1 Bytes, ein Schlüsselbund nimmt %2</translation>
        </message>
        <message>
            <source>the keyring has not answered an earlier request</source>
            <translation>der Schlüsselbund hat auf eine frühere Anfrage nicht geantwortet</translation>
        </message>
        <message>
            <source>no answer within %1 ms</source>
            <translation>keine Antwort in %1 ms</translation>
        </message>
        <message>
            <source>the keyring gave back other bytes than were written</source>
            <translation>der Schlüsselbund gab andere Bytes zurück, als geschrieben wurden</translation>
        </message>
        <message>
            <source>the keyring reported success but the entry is still there</source>
            <translation>der Schlüsselbund meldete Erfolg, aber der Eintrag ist noch da</translation>
        </message>
    </context>
<context>
        <name>Espalier::Folders</name>
        <message>
            <source>the folder %1 cannot be made: check who may write above it</source>
            <translation>der Ordner %1 ist nicht anzulegen: prüfen, wer darüber schreiben darf</translation>
        </message>
        <message>
            <source>the folder %1 cannot be kept from other users</source>
            <translation>der Ordner %1 ist nicht vor anderen Benutzern zu schützen</translation>
        </message>
    </context>
<context>
        <name>Espalier::KeyKeeper</name>
        <message>
            <source>The keyring does not answer (%1): is a window open that asks for its password? Nothing was changed.</source>
            <translation>Der Schlüsselbund antwortet nicht (%1): Ist ein Fenster offen, das nach seinem Passwort fragt? Nichts wurde geändert.</translation>
        </message>
        <message>
            <source>The keyring cannot be used (%1). Unlock it and try again; nothing was changed.</source>
            <translation>Der Schlüsselbund ist nicht nutzbar (%1). Entsperren und erneut versuchen; nichts wurde geändert.</translation>
        </message>
        <message>
            <source>there is none here</source>
            <translation>hier ist keiner</translation>
        </message>
        <message>
            <source>That is no key: %1. Nothing was changed.</source>
            <translation>Das ist kein Schlüssel: %1. Nichts wurde geändert.</translation>
        </message>
        <message>
            <source>There is no keyring here. A command key is never kept in a file.</source>
            <translation>Hier ist kein Schlüsselbund. Ein Befehlsschlüssel wird nie in einer Datei aufbewahrt.</translation>
        </message>
        <message>
            <source>The keyring gave back another key than it was given. Do not use it.</source>
            <translation>Der Schlüsselbund gab einen anderen Schlüssel zurück, als er bekam. Ihn nicht benutzen.</translation>
        </message>
        <message>
            <source>%1 holds no command key: 64 hex digits are needed. Nothing was changed.</source>
            <translation>%1 enthält keinen Befehlsschlüssel: 64 Hexziffern sind nötig. Nichts wurde geändert.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Profile</name>
        <message>
            <source>Site %1 needs a short name of lower-case letters, digits and hyphens, such as fra1.</source>
            <translation>Standort %1 braucht einen kurzen Namen aus Kleinbuchstaben, Ziffern und Bindestrichen, etwa fra1.</translation>
        </message>
        <message>
            <source>The address of %1 must be host:port, such as fleetd.%1.example.com:7443.</source>
            <translation>Die Adresse von %1 muss host:port sein, etwa fleetd.%1.example.com:7443.</translation>
        </message>
        <message>
            <source>The site %1 is named twice. Remove one of the two.</source>
            <translation>Der Standort %1 ist zweimal genannt. Einen der beiden entfernen.</translation>
        </message>
        <message>
            <source>Choose the trust bundle: the file with the fleet's authority certificates.</source>
            <translation>Das Vertrauensbündel wählen: die Datei mit den Zertifikaten der Stelle dieser Flotte.</translation>
        </message>
        <message>
            <source>%1 holds no PEM certificate. Choose the trust bundle (roots.pem).</source>
            <translation>%1 enthält kein PEM-Zertifikat. Das Vertrauensbündel (roots.pem) wählen.</translation>
        </message>
        <message>
            <source>Choose the file with the pinned roster keys. Without it no evidence can be verified.</source>
            <translation>Die Datei mit den festgelegten Roster-Schlüsseln wählen. Ohne sie ist kein Nachweis zu verifizieren.</translation>
        </message>
        <message>
            <source>Choose your certificate (tls.pem).</source>
            <translation>Das eigene Zertifikat (tls.pem) wählen.</translation>
        </message>
        <message>
            <source>%1 holds no PEM certificate. Choose your certificate (tls.pem).</source>
            <translation>%1 enthält kein PEM-Zertifikat. Das eigene Zertifikat (tls.pem) wählen.</translation>
        </message>
        <message>
            <source>Choose the key of your certificate (tls.key).</source>
            <translation>Den Schlüssel des eigenen Zertifikats (tls.key) wählen.</translation>
        </message>
        <message>
            <source>%1 holds no PEM key. Choose the key of your certificate (tls.key).</source>
            <translation>%1 enthält keinen PEM-Schlüssel. Den Schlüssel des eigenen Zertifikats (tls.key) wählen.</translation>
        </message>
        <message>
            <source>%1, line %2: a roster key is 64 lower-case hex digits.</source>
            <translation>%1, Zeile %2: Ein Roster-Schlüssel hat 64 kleine Hexziffern.</translation>
        </message>
        <message>
            <source>%1 holds no roster key. One key a line, 64 lower-case hex digits.</source>
            <translation>%1 enthält keinen Roster-Schlüssel. Ein Schlüssel je Zeile, 64 kleine Hexziffern.</translation>
        </message>
        <message>
            <source>%1 does not exist. Check the path.</source>
            <translation>%1 gibt es nicht. Den Pfad prüfen.</translation>
        </message>
        <message>
            <source>%1 cannot be read (%2). Check its owner and mode.</source>
            <translation>%1 ist nicht zu lesen (%2). Eigentümer und Rechte prüfen.</translation>
        </message>
        <message>
            <source>%1 is larger than 1 MiB. That is no such file.</source>
            <translation>%1 ist größer als 1 MiB. Das ist keine solche Datei.</translation>
        </message>
        <message>
            <source>The name needs 1 to 64 letters, digits, spaces, dots, hyphens or underscores and begins with a letter or digit.</source>
            <translation>Der Name braucht 1 bis 64 Buchstaben, Ziffern, Leerzeichen, Punkte, Binde- oder Unterstriche und beginnt mit Buchstabe oder Ziffer.</translation>
        </message>
        <message>
            <source>The environment needs 1 to 16 capital letters or digits, such as PROD or DEV.</source>
            <translation>Die Umgebung braucht 1 bis 16 Großbuchstaben oder Ziffern, etwa PROD oder DEV.</translation>
        </message>
        <message>
            <source>Add at least one site with the address of its fleetd.</source>
            <translation>Mindestens einen Standort mit der Adresse seines fleetd hinzufügen.</translation>
        </message>
        <message>
            <source>A profile holds at most %1 sites. Split it.</source>
            <translation>Ein Profil fasst höchstens %1 Standorte. Es teilen.</translation>
        </message>
    </context>
<context>
        <name>Espalier::ProfileStore</name>
        <message>
            <source>%1 is no ini file. Repair it or remove it.</source>
            <translation>%1 ist keine ini-Datei. Sie reparieren oder entfernen.</translation>
        </message>
        <message>
            <source>%1: "version" is missing. It should read version=%2.</source>
            <translation>%1: „version“ fehlt. Dort sollte version=%2 stehen.</translation>
        </message>
        <message>
            <source>%1 was written by a newer Espalier (version %2, this one reads up to %3). Update this console.</source>
            <translation>%1 schrieb ein neueres Espalier (Version %2, dieses liest bis %3). Diese Konsole aktualisieren.</translation>
        </message>
        <message>
            <source>%1: the key "%2" is not known. Correct or remove it.</source>
            <translation>%1: Der Schlüssel „%2“ ist unbekannt. Ihn berichtigen oder entfernen.</translation>
        </message>
        <message>
            <source>%1 holds a profile named "%2". Rename the file or the profile, so that both agree.</source>
            <translation>%1 enthält ein Profil namens „%2“. Datei oder Profil umbenennen, damit beide übereinstimmen.</translation>
        </message>
        <message>
            <source>There is no profile %1.</source>
            <translation>Es gibt kein Profil %1.</translation>
        </message>
        <message>
            <source>%1 cannot be read. Check its owner and mode.</source>
            <translation>%1 ist nicht zu lesen. Eigentümer und Rechte prüfen.</translation>
        </message>
        <message>
            <source>%1 cannot be written. Check who may write there and the space on the disk.</source>
            <translation>%1 ist nicht zu schreiben. Prüfen, wer dort schreiben darf und ob die Platte Platz hat.</translation>
        </message>
        <message>
            <source>%1 cannot be removed: %2.</source>
            <translation>%1 ist nicht zu entfernen: %2.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Settings</name>
        <message>
            <source>%1 cannot be written: check its owner and mode</source>
            <translation>%1 ist nicht zu schreiben: Eigentümer und Rechte prüfen</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::ActivityBar</name>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>Aktivität</translation>
        </message>
        <message>
            <source>Undo, nothing is sent</source>
            <translation>Rückgängig, nichts wird gesendet</translation>
        </message>
        <message>
            <source>Starting %1 of %2, in %3</source>
            <comment>an order, its hosts, a time</comment>
            <translation>Beginnt: %1 bei %2, in %3</translation>
        </message>
        <message>
            <source>No site: choose a connection</source>
            <translation>Kein Standort: eine Verbindung wählen</translation>
        </message>
        <message>
            <source>Nothing is under way</source>
            <translation>Nichts ist im Gange</translation>
        </message>
        <message>
            <source>fleetd %1</source>
            <translation>fleetd %1</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::AlarmBadges</name>
        <message>
            <source>Alarms: %1</source>
            <translation>Alarme: %1</translation>
        </message>
        <message>
            <source>Alarms: %1; %2 unacknowledged</source>
            <translation>Alarme: %1; %2 nicht quittiert</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::ArmedChip</name>
        <message>
            <source>Armed %1</source>
            <translation>Scharf %1</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::AuditPage</name>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation>Audit</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>number of audit entries</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>%1 of %2 entries</source>
            <comment>of the audit</comment>
            <translation>%1 von %2 Einträgen</translation>
        </message>
        <message>
            <source>This entry is older than what its site lists.</source>
            <translation>Dieser Eintrag ist älter als das, was sein Standort auflistet.</translation>
        </message>
        <message>
            <source>No audit entries</source>
            <translation>Keine Audit-Einträge</translation>
        </message>
        <message>
            <source>Nobody has ordered, marked or read anything lately. All sites have answered.</source>
            <translation>Niemand hat zuletzt etwas befohlen, vermerkt oder gelesen. Alle Standorte haben geantwortet.</translation>
        </message>
        <message>
            <source>No audit entry matches the filter</source>
            <translation>Kein Audit-Eintrag passt zum Filter</translation>
        </message>
        <message>
            <source>The audit is not loaded</source>
            <translation>Das Audit ist nicht geladen</translation>
        </message>
        <message>
            <source>You may not list the audit</source>
            <translation>Keine Berechtigung, das Audit aufzulisten</translation>
        </message>
        <message>
            <source>There may be entries.</source>
            <translation>Vielleicht gibt es Einträge.</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Ziel</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Detail</source>
            <translation>Einzelheit</translation>
        </message>
        <message>
            <source>Tier</source>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Erteilt</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>Bis</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::CachesPage</name>
        <message>
            <source>Caches</source>
            <translation>Caches</translation>
        </message>
        <message>
            <source>Cache volumes</source>
            <translation>Cache-Volumes</translation>
        </message>
        <message>
            <source>Cache storage by site</source>
            <translation>Cache-Speicher je Standort</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>number of volumes</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>1 volume</source>
            <translation>1 Volume</translation>
        </message>
        <message>
            <source>%1 volumes</source>
            <translation>%1 Volumes</translation>
        </message>
        <message>
            <source>%1 of %2 volumes</source>
            <translation>%1 von %2 Volumes</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Standort</translation>
        </message>
        <message>
            <source>Volumes</source>
            <translation>Volumes</translation>
        </message>
        <message>
            <source>Attached</source>
            <translation>Angehängt</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>Angeheftet</translation>
        </message>
        <message>
            <source>To look at</source>
            <comment>volumes with something wrong</comment>
            <translation>Anzusehen</translation>
        </message>
        <message>
            <source>On host disks</source>
            <translation>Auf Platten der Hosts</translation>
        </message>
        <message>
            <source>No cache volumes</source>
            <translation>Keine Cache-Volumes</translation>
        </message>
        <message>
            <source>No job has asked for a cache yet. All sites have answered.</source>
            <translation>Noch hat kein Job einen Cache verlangt. Alle Standorte haben geantwortet.</translation>
        </message>
        <message>
            <source>No volume matches the filter</source>
            <translation>Kein Volume passt zum Filter</translation>
        </message>
        <message>
            <source>Volumes are not loaded</source>
            <translation>Volumes sind nicht geladen</translation>
        </message>
        <message>
            <source>You may not list cache volumes</source>
            <translation>Keine Berechtigung, Cache-Volumes aufzulisten</translation>
        </message>
        <message>
            <source>There may be volumes.</source>
            <translation>Vielleicht gibt es Volumes.</translation>
        </message>
        <message>
            <source>Cache volume</source>
            <translation>Cache-Volume</translation>
        </message>
        <message>
            <source>This volume exists no more.</source>
            <translation>Dieses Volume gibt es nicht mehr.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::Commands</name>
        <message>
            <source>&amp;Console</source>
            <translation>&amp;Konsole</translation>
        </message>
        <message>
            <source>&amp;Connections...</source>
            <translation>&amp;Verbindungen...</translation>
        </message>
        <message>
            <source>&amp;Retry silent sites now</source>
            <translation>&amp;Stumme Standorte jetzt erneut versuchen</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Go</source>
            <translation>&amp;Gehe zu</translation>
        </message>
        <message>
            <source>&amp;Back</source>
            <translation>&amp;Zurück</translation>
        </message>
        <message>
            <source>&amp;Next pane</source>
            <translation>&amp;Nächster Bereich</translation>
        </message>
        <message>
            <source>&amp;Previous pane</source>
            <translation>Vor&amp;heriger Bereich</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Inspector</source>
            <translation>&amp;Inspektor</translation>
        </message>
        <message>
            <source>&amp;Sort by</source>
            <translation>&amp;Sortieren nach</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>Sortieren nach</translation>
        </message>
        <message>
            <source>&amp;Query</source>
            <translation>A&amp;bfrage</translation>
        </message>
        <message>
            <source>&amp;Filter</source>
            <translation>&amp;Filter</translation>
        </message>
        <message>
            <source>&amp;Clear filter</source>
            <translation>Filter &amp;löschen</translation>
        </message>
        <message>
            <source>&amp;Row</source>
            <translation>&amp;Zeile</translation>
        </message>
        <message>
            <source>C&amp;lear selection</source>
            <translation>Auswahl &amp;aufheben</translation>
        </message>
        <message>
            <source>Copy &amp;inspector as text</source>
            <translation>&amp;Inspektor als Text kopieren</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>&amp;States and shapes</source>
            <translation>&amp;Zustände und Formen</translation>
        </message>
        <message>
            <source>Save &amp;diagnostics...</source>
            <translation>&amp;Diagnose speichern...</translation>
        </message>
        <message>
            <source>&amp;About Espalier</source>
            <translation>&amp;Über Espalier</translation>
        </message>
        <message>
            <source>&amp;Theme</source>
            <translation>&amp;Farbschema</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Farbschema</translation>
        </message>
        <message>
            <source>As the &amp;system</source>
            <translation>Wie das &amp;System</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>&amp;Hell</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>&amp;Dunkel</translation>
        </message>
        <message>
            <source>&amp;High contrast</source>
            <translation>Hoher &amp;Kontrast</translation>
        </message>
        <message>
            <source>&amp;Reverse order</source>
            <translation>Reihenfolge &amp;umkehren</translation>
        </message>
        <message>
            <source>For&amp;ward</source>
            <translation>&amp;Vorwärts</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::ConnectionDialog</name>
        <message>
            <source>Co&amp;nnect</source>
            <translation>&amp;Verbinden</translation>
        </message>
        <message>
            <source>&amp;Add...</source>
            <translation>&amp;Hinzufügen...</translation>
        </message>
        <message>
            <source>&amp;Edit...</source>
            <translation>&amp;Bearbeiten...</translation>
        </message>
        <message>
            <source>&amp;Remove...</source>
            <translation>&amp;Entfernen...</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Schließen</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>A profile names one fleet: its sites, whom to trust, and who you are.</source>
            <translation>Ein Profil nennt eine Flotte: ihre Standorte, wem vertraut wird, und wer man ist.</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>Profile</translation>
        </message>
        <message>
            <source>There is no profile yet. Add one to connect.</source>
            <translation>Noch gibt es kein Profil. Zum Verbinden eines hinzufügen.</translation>
        </message>
        <message>
            <source>Environment: %1</source>
            <translation>Umgebung: %1</translation>
        </message>
        <message>
            <source>Site %1 at %2</source>
            <translation>Standort %1 bei %2</translation>
        </message>
        <message>
            <source>Trusts: %1</source>
            <translation>Vertraut: %1</translation>
        </message>
        <message>
            <source>Roster keys: %1</source>
            <translation>Roster-Schlüssel: %1</translation>
        </message>
        <message>
            <source>You: %1</source>
            <translation>Sie: %1</translation>
        </message>
        <message>
            <source>This profile is in use now.</source>
            <translation>Dieses Profil ist gerade in Gebrauch.</translation>
        </message>
        <message>
            <source>Remove the profile %1?</source>
            <translation>Profil %1 entfernen?</translation>
        </message>
        <message>
            <source>The profile %1 is removed from this computer. Certificates and keys that it names stay where they are.</source>
            <translation>Das Profil %1 wird von diesem Rechner entfernt. Zertifikate und Schlüssel, die es nennt, bleiben, wo sie sind.</translation>
        </message>
        <message>
            <source>Remove profile</source>
            <translation>Profil entfernen</translation>
        </message>
        <message>
            <source>Keep profile</source>
            <translation>Profil behalten</translation>
        </message>
        <message>
            <source>The profile was not removed</source>
            <translation>Das Profil wurde nicht entfernt</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::Dim</name>
        <message>
            <source>Behind the dialog</source>
            <translation>Hinter dem Dialog</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::DistributionPanel</name>
        <message>
            <source>How long teardowns took</source>
            <translation>Wie lange Abbauten dauerten</translation>
        </message>
        <message>
            <source>Duration, s</source>
            <translation>Dauer, s</translation>
        </message>
        <message>
            <source>By image</source>
            <translation>Je Image</translation>
        </message>
        <message>
            <source>By hostd</source>
            <translation>Je hostd</translation>
        </message>
        <message>
            <source>Oldest open</source>
            <translation>Älteste offene</translation>
        </message>
        <message>
            <source>The version that the host reported when its record was taken in</source>
            <translation>Die Version, die der Host meldete, als sein Eintrag aufgenommen wurde</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>hostd</source>
            <translation>hostd</translation>
        </message>
        <message>
            <source>not told</source>
            <translation>nicht gesagt</translation>
        </message>
        <message>
            <source>No teardown is proven yet</source>
            <translation>Noch ist kein Abbau bewiesen</translation>
        </message>
        <message>
            <source>Lives</source>
            <translation>Leben</translation>
        </message>
        <message>
            <source>p50</source>
            <comment>median</comment>
            <translation>p50</translation>
        </message>
        <message>
            <source>p95</source>
            <comment>percentile</comment>
            <translation>p95</translation>
        </message>
        <message>
            <source>p99</source>
            <comment>percentile</comment>
            <translation>p99</translation>
        </message>
        <message>
            <source>Past SLO</source>
            <translation>Über SLO</translation>
        </message>
        <message>
            <source>simulated</source>
            <translation>simuliert</translation>
        </message>
        <message>
            <source>Nothing is open</source>
            <translation>Nichts ist offen</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Platz</translation>
        </message>
        <message>
            <source>Tenant</source>
            <translation>Mandant</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Open for</source>
            <comment>since the job's end</comment>
            <translation>Offen seit</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::DrainSheet</name>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>Kapazität</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Cordon all now, then</source>
            <translation>Alle jetzt sperren, dann</translation>
        </message>
        <message>
            <source>Hosts in a wave</source>
            <translation>Hosts in einer Welle</translation>
        </message>
        <message>
            <source>all at once</source>
            <translation>alle auf einmal</translation>
        </message>
        <message>
            <source> in a wave</source>
            <translation> je Welle</translation>
        </message>
        <message>
            <source>Choices</source>
            <translation>Auswahl</translation>
        </message>
        <message>
            <source>Deadline</source>
            <translation>Frist</translation>
        </message>
        <message>
            <source>At deadline</source>
            <translation>Zur Frist</translation>
        </message>
        <message>
            <source>Reason and wave are from your last drain.</source>
            <translation>Grund und Welle sind von der letzten Leerung.</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>Entscheidung</translation>
        </message>
        <message>
            <source>the control plane gave no preview</source>
            <translation>die Steuerebene gab keine Vorschau</translation>
        </message>
        <message>
            <source>No preview: %1.</source>
            <translation>Keine Vorschau: %1.</translation>
        </message>
        <message>
            <source>Dry run by the control plane at %1, refreshes; changes are marked</source>
            <translation>Probelauf der Steuerebene um %1, wird erneuert; Änderungen sind markiert</translation>
        </message>
        <message>
            <source>Asking the control plane for a dry run...</source>
            <translation>Bittet die Steuerebene um einen Probelauf...</translation>
        </message>
        <message>
            <source>no job can lose work</source>
            <translation>kein Job kann Arbeit verlieren</translation>
        </message>
        <message>
            <source>%1 may lose work</source>
            <translation>%1 kann Arbeit verlieren</translation>
        </message>
        <message>
            <source>%1, in %2%3</source>
            <translation>%1, in %2%3</translation>
        </message>
        <message>
            <source>, computed: p95 + 15 %</source>
            <translation>, berechnet: p95 + 15 %</translation>
        </message>
        <message>
            <source>These hosts are in no list any more.</source>
            <translation>Diese Hosts stehen in keiner Liste mehr.</translation>
        </message>
        <message>
            <source>Needs Arm.</source>
            <translation>Nur scharf geschaltet.</translation>
        </message>
        <message>
            <source>Needs a preview.</source>
            <translation>Braucht eine Vorschau.</translation>
        </message>
        <message>
            <source>It would be refused: %1.</source>
            <translation>Es würde abgewiesen: %1.</translation>
        </message>
        <message>
            <source>The control plane owns the drain: closing the console changes nothing.</source>
            <translation>Die Steuerebene führt die Leerung: Die Konsole zu schließen ändert nichts.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::DrainsPage</name>
        <message>
            <source>Drains</source>
            <translation>Leerungen</translation>
        </message>
        <message>
            <source>Progress of the drain</source>
            <translation>Fortschritt der Leerung</translation>
        </message>
        <message>
            <source>Hosts of the drain</source>
            <translation>Hosts der Leerung</translation>
        </message>
        <message>
            <source>Drain %1</source>
            <translation>Leerung %1</translation>
        </message>
        <message>
            <source>waves of %1</source>
            <translation>Wellen zu %1</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>number of drains</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>1 drain</source>
            <translation>1 Leerung</translation>
        </message>
        <message>
            <source>%1 drains</source>
            <translation>%1 Leerungen</translation>
        </message>
        <message>
            <source>%1 of %2 drains</source>
            <translation>%1 von %2 Leerungen</translation>
        </message>
        <message>
            <source>No drains</source>
            <translation>Keine Leerungen</translation>
        </message>
        <message>
            <source>No host is draining or was drained of late. All sites have answered.</source>
            <translation>Kein Host wird geleert oder wurde kürzlich geleert. Alle Standorte haben geantwortet.</translation>
        </message>
        <message>
            <source>No drain matches the filter</source>
            <translation>Keine Leerung passt zum Filter</translation>
        </message>
        <message>
            <source>Drains are not loaded</source>
            <translation>Leerungen sind nicht geladen</translation>
        </message>
        <message>
            <source>You may not list drains</source>
            <translation>Keine Berechtigung, Leerungen aufzulisten</translation>
        </message>
        <message>
            <source>There may be drains.</source>
            <translation>Vielleicht gibt es Leerungen.</translation>
        </message>
        <message>
            <source>Drain</source>
            <translation>Leerung</translation>
        </message>
        <message>
            <source>This drain is no longer kept by its site.</source>
            <translation>Diese Leerung führt ihr Standort nicht mehr.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::FeedLabel</name>
        <message>
            <source>Last message %1. %2</source>
            <translation>Letzte Nachricht %1. %2</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::FigureLabel</name>
        <message>
            <source>unknown</source>
            <comment>a number</comment>
            <translation>unbekannt</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::FloorCanvas</name>
        <message>
            <source>Scroll sideways</source>
            <translation>Seitwärts rollen</translation>
        </message>
        <message>
            <source>Scroll</source>
            <translation>Rollen</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::FloorPage</name>
        <message>
            <source>Floor</source>
            <translation>Halle</translation>
        </message>
        <message>
            <source>Arrows move, Enter comes closer, Backspace goes back, n goes to what is abnormal. Hosts and slots has the same as a list.</source>
            <translation>Pfeile bewegen, Enter geht näher heran, Rücktaste zurück, n zum nächsten Auffälligen. Hosts und Slots zeigt dasselbe als Liste.</translation>
        </message>
        <message>
            <source>Level of detail</source>
            <translation>Detailstufe</translation>
        </message>
        <message>
            <source>Site</source>
            <comment>level</comment>
            <translation>Standort</translation>
        </message>
        <message>
            <source>Row</source>
            <comment>level</comment>
            <translation>Reihe</translation>
        </message>
        <message>
            <source>Rack</source>
            <comment>level</comment>
            <translation>Rack</translation>
        </message>
        <message>
            <source>Host</source>
            <comment>level</comment>
            <translation>Host</translation>
        </message>
        <message>
            <source>Everything in view (0)</source>
            <translation>Alles im Blick (0)</translation>
        </message>
        <message>
            <source>Rows of racks (1)</source>
            <translation>Reihen von Racks (1)</translation>
        </message>
        <message>
            <source>Racks with tenants (2)</source>
            <translation>Racks mit Mandanten (2)</translation>
        </message>
        <message>
            <source>Hosts with their jobs (3)</source>
            <translation>Hosts mit ihren Jobs (3)</translation>
        </message>
        <message>
            <source>Zoom out (-)</source>
            <translation>Verkleinern (-)</translation>
        </message>
        <message>
            <source>Zoom in (+)</source>
            <translation>Vergrößern (+)</translation>
        </message>
        <message>
            <source>Next abnormal</source>
            <translation>Nächstes Auffälliges</translation>
        </message>
        <message>
            <source>Next abnormal slot, the worst first (n, back with Shift+n)</source>
            <translation>Nächster auffälliger Slot, der schlimmste zuerst (n, zurück mit Umschalt+n)</translation>
        </message>
        <message>
            <source>Slots by state</source>
            <translation>Slots nach Zustand</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>number of slots</comment>
            <translation>unbekannt</translation>
        </message>
        <message numerus="yes">
            <source>%n slots selected</source>
            <translation>
                <numerusform>%n Slot gewählt</numerusform>
                <numerusform>%n Slots gewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>in 1 site</source>
            <translation>an 1 Standort</translation>
        </message>
        <message numerus="yes">
            <source>in %n sites</source>
            <translation>
                <numerusform>an %n Standort</numerusform>
                <numerusform>an %n Standorten</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>hosts, in sites</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>%1 unknown</source>
            <comment>hosts</comment>
            <translation>%1 unbekannt</translation>
        </message>
        <message>
            <source>No hosts</source>
            <translation>Keine Hosts</translation>
        </message>
        <message>
            <source>No site of this profile has a host yet. All of them have answered.</source>
            <translation>Noch hat kein Standort dieses Profils einen Host. Alle haben geantwortet.</translation>
        </message>
        <message>
            <source>No slot matches the filter</source>
            <translation>Kein Slot passt zum Filter</translation>
        </message>
        <message>
            <source>The floor is not loaded</source>
            <translation>Die Halle ist nicht geladen</translation>
        </message>
        <message>
            <source>You may not list hosts</source>
            <translation>Keine Berechtigung, Hosts aufzulisten</translation>
        </message>
        <message>
            <source>There may be hosts.</source>
            <translation>Vielleicht gibt es Hosts.</translation>
        </message>
        <message>
            <source>Racks with something abnormal</source>
            <translation>Racks mit Auffälligem</translation>
        </message>
        <message>
            <source>Abnormal, worst first</source>
            <translation>Auffällig, das Schlimmste zuerst</translation>
        </message>
        <message>
            <source>n / N</source>
            <comment>keys: next, previous</comment>
            <translation>n / N</translation>
        </message>
        <message>
            <source>Racks with something abnormal, worst first</source>
            <translation>Racks mit Auffälligem, das Schlimmste zuerst</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::FloorView</name>
        <message>
            <source>Slots</source>
            <translation>Slots</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::GlyphLabel</name>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::Heartbeat</name>
        <message>
            <source>Heartbeat</source>
            <translation>Herzschlag</translation>
        </message>
        <message>
            <source>Moves one place with every message received</source>
            <translation>Rückt mit jeder empfangenen Nachricht eine Stelle weiter</translation>
        </message>
        <message>
            <source>%1 messages received</source>
            <translation>%1 Nachrichten empfangen</translation>
        </message>
        <message>
            <source>1 message received</source>
            <translation>1 Nachricht empfangen</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::Histogram</name>
        <message>
            <source>Job end to record</source>
            <translation>Job-Ende bis Eintrag</translation>
        </message>
        <message>
            <source>Copy figures as table</source>
            <translation>Zahlen als Tabelle kopieren</translation>
        </message>
        <message>
            <source>No teardown is proven yet.</source>
            <translation>Noch ist kein Abbau bewiesen.</translation>
        </message>
        <message>
            <source>%1 teardowns: half within %2 s, 95 % within %3 s, 99 % within %4 s, %5 past the SLO of 120 s.</source>
            <translation>%1 Abbauten: die Hälfte binnen %2 s, 95 % binnen %3 s, 99 % binnen %4 s, %5 über dem SLO von 120 s.</translation>
        </message>
        <message>
            <source>from, s</source>
            <translation>von, s</translation>
        </message>
        <message>
            <source>to, s</source>
            <translation>bis, s</translation>
        </message>
        <message>
            <source>teardowns</source>
            <translation>Abbauten</translation>
        </message>
        <message>
            <source>p50</source>
            <comment>median</comment>
            <translation>p50</translation>
        </message>
        <message>
            <source>p95</source>
            <comment>percentile</comment>
            <translation>p95</translation>
        </message>
        <message>
            <source>p99</source>
            <comment>percentile</comment>
            <translation>p99</translation>
        </message>
        <message>
            <source>SLO %1</source>
            <translation>SLO %1</translation>
        </message>
        <message>
            <source>SLO %1, %2 past it</source>
            <translation>SLO %1, %2 darüber</translation>
        </message>
        <message>
            <source>No teardown is proven yet</source>
            <translation>Noch ist kein Abbau bewiesen</translation>
        </message>
        <message>
            <source>1 teardown: it took %1 s; the SLO is 120 s.</source>
            <translation>1 Abbau: Er dauerte %1 s; das SLO ist 120 s.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::HostsPage</name>
        <message>
            <source>Hosts and slots</source>
            <translation>Hosts und Slots</translation>
        </message>
        <message>
            <source>Slots</source>
            <translation>Slots</translation>
        </message>
        <message>
            <source>p95</source>
            <comment>percentile</comment>
            <translation>p95</translation>
        </message>
        <message>
            <source>Selection</source>
            <translation>Auswahl</translation>
        </message>
        <message>
            <source>Clear selection</source>
            <translation>Auswahl aufheben</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>number of slots</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>1 slot selected</source>
            <translation>1 Slot gewählt</translation>
        </message>
        <message numerus="yes">
            <source>%n slots selected</source>
            <translation>
                <numerusform>%n Slot gewählt</numerusform>
                <numerusform>%n Slots gewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>on %1</source>
            <comment>a number of hosts</comment>
            <translation>auf %1</translation>
        </message>
        <message>
            <source>1 tenant</source>
            <translation>1 Mandant</translation>
        </message>
        <message numerus="yes">
            <source>%n tenants</source>
            <translation>
                <numerusform>%n Mandant</numerusform>
                <numerusform>%n Mandanten</numerusform>
            </translation>
        </message>
        <message>
            <source>How many slots there are is unknown: no site has answered yet</source>
            <translation>Wie viele Slots es gibt, ist unbekannt: Noch hat kein Standort geantwortet</translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <comment>slots, hosts</comment>
            <translation>%1 auf %2</translation>
        </message>
        <message>
            <source>other</source>
            <comment>slots in other states</comment>
            <translation>andere</translation>
        </message>
        <message>
            <source>of them simulated</source>
            <comment>slots</comment>
            <translation>davon simuliert</translation>
        </message>
        <message>
            <source>unknown slots count neither as running nor as gone</source>
            <translation>unbekannte Slots zählen weder als laufend noch als weg</translation>
        </message>
        <message numerus="yes">
            <source>Copy %n rows</source>
            <translation>
                <numerusform>%n Zeile kopieren</numerusform>
                <numerusform>%n Zeilen kopieren</numerusform>
            </translation>
        </message>
        <message>
            <source>No slots</source>
            <translation>Keine Slots</translation>
        </message>
        <message>
            <source>No site of this profile has a host yet. All of them have answered.</source>
            <translation>Noch hat kein Standort dieses Profils einen Host. Alle haben geantwortet.</translation>
        </message>
        <message>
            <source>No slot matches the filter</source>
            <translation>Kein Slot passt zum Filter</translation>
        </message>
        <message>
            <source>Slots are not loaded</source>
            <translation>Slots sind nicht geladen</translation>
        </message>
        <message>
            <source>You may not list slots</source>
            <translation>Keine Berechtigung, Slots aufzulisten</translation>
        </message>
        <message>
            <source>There may be slots.</source>
            <translation>Vielleicht gibt es Slots.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::InspectorDock</name>
        <message>
            <source>Inspector</source>
            <translation>Inspektor</translation>
        </message>
        <message>
            <source>Inspector content</source>
            <translation>Inhalt des Inspektors</translation>
        </message>
        <message>
            <source>Inspector title</source>
            <translation>Titel des Inspektors</translation>
        </message>
        <message>
            <source>Detach the inspector</source>
            <translation>Inspektor ablösen</translation>
        </message>
        <message>
            <source>Close the inspector</source>
            <translation>Inspektor schließen</translation>
        </message>
        <message>
            <source>Cards</source>
            <translation>Karten</translation>
        </message>
        <message>
            <source>Nothing is chosen. Choose a row to see what is known of it.</source>
            <translation>Nichts ist gewählt. Eine Zeile wählen, um zu sehen, was von ihr bekannt ist.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::IsolationPage</name>
        <message>
            <source>%1 of %2 invariants evaluated</source>
            <translation>%1 von %2 Invarianten geprüft</translation>
        </message>
        <message>
            <source>%1; pass %2 % of %3 % of their checks</source>
            <comment>headline, two shares</comment>
            <translation>%1; bestanden %2 % von %3 % ihrer Prüfungen</translation>
        </message>
        <message>
            <source>Isolation</source>
            <translation>Isolation</translation>
        </message>
        <message>
            <source>Invariants</source>
            <translation>Invarianten</translation>
        </message>
        <message>
            <source>Live VMs</source>
            <translation>Lebende VMs</translation>
        </message>
        <message>
            <source>How the invariants stand</source>
            <translation>Wie die Invarianten stehen</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>number of checks</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>%1 of %2 invariants</source>
            <comment>shown of all</comment>
            <translation>%1 von %2 Invarianten</translation>
        </message>
        <message>
            <source>Nothing is evaluated yet: no site has answered</source>
            <translation>Noch ist nichts geprüft: Kein Standort hat geantwortet</translation>
        </message>
        <message>
            <source>pass</source>
            <comment>checks</comment>
            <translation>bestanden</translation>
        </message>
        <message>
            <source>fail</source>
            <comment>checks</comment>
            <translation>verletzt</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>checks</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>breach</source>
            <translation>Bruch</translation>
        </message>
        <message>
            <source>breaches</source>
            <translation>Brüche</translation>
        </message>
        <message>
            <source>what is not evaluated never counts as a pass</source>
            <translation>was ungeprüft ist, zählt nie als bestanden</translation>
        </message>
        <message>
            <source>No live VM</source>
            <translation>Keine lebende VM</translation>
        </message>
        <message>
            <source>No VM is known that is not gone. All sites have answered.</source>
            <translation>Keine VM ist bekannt, die nicht weg ist. Alle Standorte haben geantwortet.</translation>
        </message>
        <message>
            <source>No VM matches the filter</source>
            <translation>Keine VM passt zum Filter</translation>
        </message>
        <message>
            <source>VMs are not loaded</source>
            <translation>VMs sind nicht geladen</translation>
        </message>
        <message>
            <source>You may not list VMs</source>
            <translation>Keine Berechtigung, VMs aufzulisten</translation>
        </message>
        <message>
            <source>There may be VMs.</source>
            <translation>Vielleicht gibt es VMs.</translation>
        </message>
        <message>
            <source>No invariant matches the filter</source>
            <translation>Keine Invariante passt zum Filter</translation>
        </message>
        <message>
            <source>VM %1</source>
            <translation>VM %1</translation>
        </message>
        <message>
            <source>This VM's life is no longer kept by this console.</source>
            <translation>Das Leben dieser VM führt diese Konsole nicht mehr.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::KeyDialog</name>
        <message>
            <source>Copy &amp;public key</source>
            <translation>Öffentlichen Schlüssel &amp;kopieren</translation>
        </message>
        <message>
            <source>Create a &amp;new key</source>
            <translation>&amp;Neuen Schlüssel erzeugen</translation>
        </message>
        <message>
            <source>Command key</source>
            <translation>Befehlsschlüssel</translation>
        </message>
        <message>
            <source>Your orders are signed with this key, and every host checks the signature. The key lies in this computer's keyring and never leaves it; only its public half goes to an administrator, who enters it into the roster.</source>
            <translation>Befehle werden mit diesem Schlüssel signiert, und jeder Host prüft die Signatur. Der Schlüssel liegt im Schlüsselbund dieses Rechners und verlässt ihn nie; nur seine öffentliche Hälfte geht an die Administration, die sie ins Roster einträgt.</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Schließen</translation>
        </message>
        <message>
            <source>&amp;Look again</source>
            <translation>Erneut nach&amp;sehen</translation>
        </message>
        <message>
            <source>Looking into the keyring...</source>
            <translation>Sieht in den Schlüsselbund...</translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <comment>a person, a device</comment>
            <translation>%1 auf %2</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Sie</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Public key</source>
            <translation>Öffentlicher Schlüssel</translation>
        </message>
        <message>
            <source>Import a key</source>
            <translation>Einen Schlüssel importieren</translation>
        </message>
        <message>
            <source>Seed of the key to import</source>
            <translation>Saat des Schlüssels, der importiert wird</translation>
        </message>
        <message>
            <source>64 hex digits of a key that you have</source>
            <translation>64 Hexziffern eines vorhandenen Schlüssels</translation>
        </message>
        <message>
            <source>&amp;Import</source>
            <translation>&amp;Importieren</translation>
        </message>
        <message>
            <source>From a &amp;file...</source>
            <translation>Aus einer &amp;Datei...</translation>
        </message>
        <message>
            <source>That is no key: 64 hex digits are needed. Nothing was changed.</source>
            <translation>Das ist kein Schlüssel: 64 Hexziffern sind nötig. Nichts wurde geändert.</translation>
        </message>
        <message>
            <source>Writing to the keyring...</source>
            <translation>Schreibt in den Schlüsselbund...</translation>
        </message>
        <message>
            <source>Replace the command key?</source>
            <translation>Den Befehlsschlüssel ersetzen?</translation>
        </message>
        <message>
            <source>The key that the keyring holds now is lost for good, and until an administrator has entered the new one this desk is read-only.</source>
            <translation>Der Schlüssel, den der Schlüsselbund jetzt hält, ist dann endgültig verloren, und bis die Administration den neuen eingetragen hat, ist dieser Arbeitsplatz nur lesend.</translation>
        </message>
        <message>
            <source>Replace key</source>
            <translation>Schlüssel ersetzen</translation>
        </message>
        <message>
            <source>Keep key</source>
            <translation>Schlüssel behalten</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>Development: the key was read from a file.</source>
            <translation>Entwicklung: Der Schlüssel wurde aus einer Datei gelesen.</translation>
        </message>
        <message>
            <source>The keyring holds the key. Send its public half to an administrator.</source>
            <translation>Der Schlüsselbund hält den Schlüssel. Seine öffentliche Hälfte an die Administration senden.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::MainWindow</name>
        <message numerus="yes">
            <source>%n alarms</source>
            <translation>
                <numerusform>%n Alarm</numerusform>
                <numerusform>%n Alarme</numerusform>
            </translation>
        </message>
        <message>
            <source>log</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keines</translation>
        </message>
        <message>
            <source>STALE</source>
            <translation>VERALTET</translation>
        </message>
        <message>
            <source>About Espalier</source>
            <translation>Über Espalier</translation>
        </message>
        <message>
            <source>Espalier %1

Console for a fleet that runs CI jobs in throw-away virtual machines. Past tense needs proof.

GPL-3.0-or-later, 2026 Espalier contributors.</source>
            <translation>Espalier %1

Konsole für eine Flotte, die CI-Jobs in Wegwerf-VMs ausführt. Die Vergangenheitsform braucht Beweise.

GPL-3.0-or-later, 2026 Espalier contributors.</translation>
        </message>
        <message>
            <source>Espalier</source>
            <translation>Espalier</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>Status and menu</source>
            <translation>Status und Menü</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Page and inspector</source>
            <translation>Seite und Inspektor</translation>
        </message>
        <message>
            <source>Console</source>
            <translation>Konsole</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::MomentField</name>
        <message>
            <source>%1, in %2</source>
            <comment>a time, how far off</comment>
            <translation>%1, in %2</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::NavigationRail</name>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::NeighboursLabel</name>
        <message>
            <source>%1, this one</source>
            <translation>%1, diese</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::OrderDesk</name>
        <message>
            <source>What you may do is not known yet: the roster has not arrived from any site.</source>
            <translation>Was Sie dürfen, ist noch nicht bekannt: Von keinem Standort kam das Roster.</translation>
        </message>
        <message>
            <source>Not sent: the desk was disarmed before the time to undo was over.</source>
            <translation>Nicht gesendet: Der Arbeitsplatz wurde entschärft, bevor die Zeit zum Rückgängigmachen um war.</translation>
        </message>
        <message>
            <source>This desk is read-only now: arm it and order again. Nothing was sent.</source>
            <translation>Dieser Arbeitsplatz ist jetzt nur lesend: scharf schalten und neu befehlen. Nichts wurde gesendet.</translation>
        </message>
        <message>
            <source>Undone: nothing was sent.</source>
            <translation>Rückgängig gemacht: Nichts wurde gesendet.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::OrderDialog</name>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Slot &amp;code</source>
            <translation>Slot-&amp;Code</translation>
        </message>
        <message>
            <source>Slot code</source>
            <translation>Slot-Code</translation>
        </message>
        <message>
            <source>type %1 as printed on the rack</source>
            <translation>%1 eintippen, wie am Rack gedruckt</translation>
        </message>
        <message>
            <source>What has changed</source>
            <translation>Was sich geändert hat</translation>
        </message>
        <message>
            <source>Nothing was sent.</source>
            <translation>Nichts wurde gesendet.</translation>
        </message>
        <message>
            <source>Cop&amp;y my reason</source>
            <translation>Meinen Grund k&amp;opieren</translation>
        </message>
        <message>
            <source>&amp;Reopen with what holds now</source>
            <translation>&amp;Neu öffnen mit dem, was jetzt gilt</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>Entscheidung</translation>
        </message>
        <message>
            <source>Locked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Needs the slot code</source>
            <translation>Braucht den Slot-Code</translation>
        </message>
        <message>
            <source>gone</source>
            <translation>weg</translation>
        </message>
        <message>
            <source>Locked: the target changed at %1</source>
            <translation>Gesperrt: Das Ziel änderte sich um %1</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::OrderMenus</name>
        <message>
            <source>H&amp;ost</source>
            <translation>H&amp;ost</translation>
        </message>
        <message>
            <source>&amp;Slot</source>
            <translation>&amp;Slot</translation>
        </message>
        <message>
            <source>&amp;Arm</source>
            <translation>Schar&amp;fschalten</translation>
        </message>
        <message>
            <source>&amp;Undo the order that waits</source>
            <translation>Wartenden Befehl &amp;rückgängig machen</translation>
        </message>
        <message>
            <source>Orders of this &amp;desk...</source>
            <translation>Befehle dieses Arbeits&amp;platzes...</translation>
        </message>
        <message>
            <source>Command &amp;key...</source>
            <translation>Befehlsschlüss&amp;el...</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>Befehle</translation>
        </message>
        <message>
            <source>Orders of the %1</source>
            <translation>Befehle: %1</translation>
        </message>
        <message>
            <source>Host</source>
            <comment>orders</comment>
            <translation>Host</translation>
        </message>
        <message>
            <source>Slot</source>
            <comment>orders</comment>
            <translation>Slot</translation>
        </message>
        <message>
            <source>Force-destroy...</source>
            <translation>Vernichten erzwingen...</translation>
        </message>
        <message>
            <source>Force-destroy the VM in the chosen slot</source>
            <translation>Vernichten der VM im gewählten Slot erzwingen</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>an order, why it cannot be given now</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Dis&amp;arm</source>
            <translation>Entschär&amp;fen</translation>
        </message>
        <message>
            <source>The order was not sent</source>
            <translation>Der Befehl wurde nicht gesendet</translation>
        </message>
        <message>
            <source>Drain preview</source>
            <translation>Vorschau der Leerung</translation>
        </message>
        <message>
            <source>Drain preview title</source>
            <translation>Titel der Vorschau der Leerung</translation>
        </message>
        <message>
            <source>Detach the drain preview</source>
            <translation>Vorschau der Leerung ablösen</translation>
        </message>
        <message>
            <source>Close the drain preview</source>
            <translation>Vorschau der Leerung schließen</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::OutputPane</name>
        <message>
            <source>Job &amp;output</source>
            <translation>Job-&amp;Ausgabe</translation>
        </message>
        <message>
            <source>Job output</source>
            <translation>Job-Ausgabe</translation>
        </message>
        <message>
            <source>The job is complete: there is no more, and its host has wiped what it kept</source>
            <translation>Der Job ist vollständig: Mehr gibt es nicht, und sein Host hat gelöscht, was er aufhob</translation>
        </message>
        <message>
            <source>What the job wrote</source>
            <translation>Was der Job schrieb</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close the job's output</source>
            <translation>Die Ausgabe des Jobs schließen</translation>
        </message>
        <message>
            <source>Output of %1/%2 #%3 on %4</source>
            <comment>tenant, pipeline, number, slot</comment>
            <translation>Ausgabe von %1/%2 #%3 auf %4</translation>
        </message>
        <message>
            <source>Live. This look is in the audit log</source>
            <translation>Live. Dieser Blick steht im Audit</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::OverviewPage</name>
        <message>
            <source>Overview</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Balance</source>
            <translation>Bilanz</translation>
        </message>
        <message>
            <source>Balance of VM lives by site</source>
            <translation>Bilanz der VM-Leben je Standort</translation>
        </message>
        <message>
            <source>Alarms</source>
            <translation>Alarme</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>Kapazität</translation>
        </message>
        <message>
            <source>slots per pool</source>
            <translation>Slots je Pool</translation>
        </message>
        <message>
            <source>Free: the control plane's word. Proven: the host's last start in the slot worked (E4).</source>
            <translation>Frei: das Wort der Steuerebene. Geprüft: Der letzte Start des Hosts im Slot gelang (E4).</translation>
        </message>
        <message>
            <source>Capacity by pool</source>
            <translation>Kapazität je Pool</translation>
        </message>
        <message>
            <source>Teardowns</source>
            <translation>Abbauten</translation>
        </message>
        <message>
            <source>How long teardowns took</source>
            <translation>Wie lange Abbauten dauerten</translation>
        </message>
        <message>
            <source>Oldest open teardowns</source>
            <translation>Älteste offene Abbauten</translation>
        </message>
        <message>
            <source>Capacity and teardowns</source>
            <translation>Kapazität und Abbauten</translation>
        </message>
        <message>
            <source>&amp;Go there</source>
            <translation>&amp;Dorthin</translation>
        </message>
        <message>
            <source>&amp;Acknowledge alarm</source>
            <translation>Alarm &amp;quittieren</translation>
        </message>
        <message>
            <source>&amp;Shelve alarm...</source>
            <translation>Alarm &amp;zurückstellen...</translation>
        </message>
        <message>
            <source>&amp;Take mark off alarm</source>
            <translation>&amp;Vermerk vom Alarm nehmen</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>number of alarms</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>%1 alarms</source>
            <comment>rows of the list</comment>
            <translation>%1 Alarme</translation>
        </message>
        <message>
            <source>%1 of %2 alarms</source>
            <translation>%1 von %2 Alarmen</translation>
        </message>
        <message>
            <source>Alarm</source>
            <translation>Alarm</translation>
        </message>
        <message>
            <source>This alarm is over.</source>
            <translation>Dieser Alarm ist vorbei.</translation>
        </message>
        <message>
            <source>no log</source>
            <translation>kein Log</translation>
        </message>
        <message>
            <source>none is active</source>
            <translation>keiner ist aktiv</translation>
        </message>
        <message>
            <source>of real hosts</source>
            <translation>von echten Hosts</translation>
        </message>
        <message>
            <source>nothing is open</source>
            <translation>nichts ist offen</translation>
        </message>
        <message>
            <source>No alarm is active</source>
            <translation>Kein Alarm ist aktiv</translation>
        </message>
        <message>
            <source>All sites have answered, and nothing needs a person.</source>
            <translation>Alle Standorte haben geantwortet, und nichts braucht eine Person.</translation>
        </message>
        <message>
            <source>No alarm matches the filter</source>
            <translation>Kein Alarm passt zum Filter</translation>
        </message>
        <message>
            <source>Alarms are not known</source>
            <translation>Alarme sind nicht bekannt</translation>
        </message>
        <message>
            <source>You may not list what alarms are about</source>
            <translation>Keine Berechtigung, das aufzulisten, wovon Alarme handeln</translation>
        </message>
        <message>
            <source>There may be alarms.</source>
            <translation>Vielleicht gibt es Alarme.</translation>
        </message>
        <message>
            <source>1 alarm</source>
            <comment>rows of the list</comment>
            <translation>1 Alarm</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::PhaseBar</name>
        <message>
            <source>%1 %2</source>
            <comment>hosts, Waiting for jobs</comment>
            <translation>%1 %2</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::ProfileDialog</name>
        <message>
            <source>&amp;Save profile</source>
            <translation>Profil &amp;speichern</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>&amp;Abbrechen</translation>
        </message>
        <message>
            <source>New connection profile</source>
            <translation>Neues Verbindungsprofil</translation>
        </message>
        <message>
            <source>Profile %1</source>
            <translation>Profil %1</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>What you call this fleet</source>
            <translation>Wie diese Flotte heißen soll</translation>
        </message>
        <message>
            <source>&amp;Environment</source>
            <translation>&amp;Umgebung</translation>
        </message>
        <message>
            <source>PROD, STAGING or DEV</source>
            <translation>PROD, STAGING oder DEV</translation>
        </message>
        <message>
            <source>One site a line: fra1=fleetd.fra1.example:7443</source>
            <translation>Ein Standort je Zeile: fra1=fleetd.fra1.example:7443</translation>
        </message>
        <message>
            <source>S&amp;ites</source>
            <translation>Stan&amp;dorte</translation>
        </message>
        <message>
            <source>&amp;Trust bundle</source>
            <translation>&amp;Vertrauensbündel</translation>
        </message>
        <message>
            <source>Authority certificates, PEM</source>
            <translation>Zertifikate der Stelle, PEM</translation>
        </message>
        <message>
            <source>&amp;Roster keys</source>
            <translation>&amp;Roster-Schlüssel</translation>
        </message>
        <message>
            <source>One key in hex a line</source>
            <translation>Ein Schlüssel in Hex je Zeile</translation>
        </message>
        <message>
            <source>PEM</source>
            <translation>PEM</translation>
        </message>
        <message>
            <source>Your &amp;key</source>
            <translation>Eigener S&amp;chlüssel</translation>
        </message>
        <message>
            <source>PEM; empty: it lies in the keyring</source>
            <translation>PEM; leer: Er liegt im Schlüsselbund</translation>
        </message>
        <message>
            <source>Choose...</source>
            <translation>Wählen...</translation>
        </message>
        <message>
            <source>Choose the file: %1</source>
            <translation>Die Datei wählen: %1</translation>
        </message>
        <message>
            <source>Looking at the files...</source>
            <translation>Sieht die Dateien durch...</translation>
        </message>
        <message>
            <source>&amp;Save all the same</source>
            <translation>&amp;Trotzdem speichern</translation>
        </message>
        <message>
            <source>Save all the same</source>
            <translation>Trotzdem speichern</translation>
        </message>
        <message>
            <source>Your certi&amp;ficate</source>
            <translation>Eigenes &amp;Zertifikat</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::QueryBar</name>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Filter by state, place, tenant or job</source>
            <translation>Nach Zustand, Platz, Mandant oder Job filtern</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Vorwärts</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::RackAlerts</name>
        <message>
            <source>whole site</source>
            <translation>ganzer Standort</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>slots</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>%1, whole site unknown, %2</source>
            <comment>slots</comment>
            <translation>%1, ganzer Standort unbekannt, %2</translation>
        </message>
        <message>
            <source>%1 %2, %3, %4 of %5</source>
            <comment>site, rack, state, slots</comment>
            <translation>%1 %2, %3, %4 von %5</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::ReasonFields</name>
        <message>
            <source>Reason and ticket</source>
            <translation>Grund und Ticket</translation>
        </message>
        <message>
            <source>Kind of reason</source>
            <translation>Art des Grundes</translation>
        </message>
        <message>
            <source>Choose...</source>
            <translation>Wählen...</translation>
        </message>
        <message>
            <source>Reason in words</source>
            <translation>Grund in Worten</translation>
        </message>
        <message>
            <source>Why, in your words</source>
            <translation>Warum, in eigenen Worten</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>If there is one</source>
            <translation>Falls es eines gibt</translation>
        </message>
        <message>
            <source>&amp;Reason</source>
            <translation>&amp;Grund</translation>
        </message>
        <message>
            <source>T&amp;icket</source>
            <translation>T&amp;icket</translation>
        </message>
        <message>
            <source>Needs a reason</source>
            <translation>Braucht einen Grund</translation>
        </message>
        <message>
            <source>The reason needs %1 characters</source>
            <translation>Der Grund braucht %1 Zeichen</translation>
        </message>
        <message>
            <source>The reason may have %1 characters</source>
            <translation>Der Grund darf %1 Zeichen haben</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::SentDialog</name>
        <message>
            <source>Orders of this desk</source>
            <translation>Befehle dieses Arbeitsplatzes</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Nothing was sent from this desk. What others have ordered stands in the inspector of each host.</source>
            <translation>Von diesem Arbeitsplatz wurde nichts gesendet. Was andere befohlen haben, steht im Inspektor jedes Hosts.</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::ShelveDialog</name>
        <message>
            <source>&amp;Shelve alarm</source>
            <translation>Alarm &amp;zurückstellen</translation>
        </message>
        <message>
            <source>Shelve alarm</source>
            <translation>Alarm zurückstellen</translation>
        </message>
        <message>
            <source>1 hour</source>
            <translation>1 Stunde</translation>
        </message>
        <message>
            <source>%1 hours</source>
            <translation>%1 Stunden</translation>
        </message>
        <message>
            <source>For</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Why nobody has to act until then</source>
            <translation>Warum bis dahin niemand handeln muss</translation>
        </message>
        <message>
            <source>&amp;Keep alarm</source>
            <translation>Alarm &amp;behalten</translation>
        </message>
        <message>
            <source>&amp;For</source>
            <translation>&amp;Für</translation>
        </message>
        <message>
            <source>&amp;Reason</source>
            <translation>&amp;Grund</translation>
        </message>
        <message>
            <source>Needs a reason of at least %1 characters</source>
            <translation>Braucht einen Grund von mindestens %1 Zeichen</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::StaleBanner</name>
        <message>
            <source>Retry now</source>
            <translation>Jetzt erneut versuchen</translation>
        </message>
        <message>
            <source>%1 is stale</source>
            <translation>%1 ist veraltet</translation>
        </message>
        <message>
            <source>Retry %1 now</source>
            <translation>%1 jetzt erneut versuchen</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::StaleBanners</name>
        <message>
            <source>Silent sites</source>
            <translation>Stumme Standorte</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::StatusStrip</name>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Environment %1</source>
            <translation>Umgebung %1</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Umgebung</translation>
        </message>
        <message>
            <source>DEV</source>
            <translation>DEV</translation>
        </message>
        <message>
            <source>The command key was read from a file of a development fleet</source>
            <translation>Der Befehlsschlüssel wurde aus einer Datei einer Entwicklungsflotte gelesen</translation>
        </message>
        <message>
            <source>Development key</source>
            <translation>Entwicklungsschlüssel</translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>nur lesend</translation>
        </message>
        <message>
            <source>Disarm</source>
            <translation>Entschärfen</translation>
        </message>
        <message>
            <source>Arm</source>
            <translation>Scharfschalten</translation>
        </message>
        <message>
            <source>Key...</source>
            <translation>Schlüssel...</translation>
        </message>
        <message>
            <source>Command key of this desk</source>
            <translation>Befehlsschlüssel dieses Arbeitsplatzes</translation>
        </message>
        <message>
            <source>Back to read-only at once</source>
            <translation>Sofort zurück zu nur lesend</translation>
        </message>
        <message>
            <source>LIVE</source>
            <translation>LIVE</translation>
        </message>
        <message>
            <source>STALE</source>
            <translation>VERALTET</translation>
        </message>
        <message>
            <source>connecting</source>
            <translation>verbindet</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::TableView</name>
        <message>
            <source>Copy rows as text</source>
            <translation>Zeilen als Text kopieren</translation>
        </message>
        <message>
            <source>Copy rows as CSV</source>
            <translation>Zeilen als CSV kopieren</translation>
        </message>
        <message>
            <source>Copy identifier</source>
            <translation>Kennung kopieren</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>Zeile</translation>
        </message>
    </context>
<context>
        <name>Espalier::Ui::TeardownsPage</name>
        <message>
            <source>Teardowns</source>
            <translation>Abbauten</translation>
        </message>
        <message>
            <source>VM lives</source>
            <translation>VM-Leben</translation>
        </message>
        <message>
            <source>Balance of VM lives</source>
            <translation>Bilanz der VM-Leben</translation>
        </message>
        <message>
            <source>no log</source>
            <translation>kein Log</translation>
        </message>
        <message>
            <source>No transparency log exists yet: a life is closed by the host's own signed record and its later statement, never as Confirmed.</source>
            <translation>Noch gibt es kein Transparenz-Log: Ein Leben schließt der eigene signierte Eintrag des Hosts mit seiner späteren Aussage, nie als Bestätigt.</translation>
        </message>
        <message>
            <source>Figures by site and tenant</source>
            <translation>Zahlen je Standort und Mandant</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>number of VM lives</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>Record, VM %1</source>
            <translation>Eintrag, VM %1</translation>
        </message>
        <message>
            <source>This VM's life is no longer kept by this console.</source>
            <translation>Das Leben dieser VM führt diese Konsole nicht mehr.</translation>
        </message>
        <message>
            <source>open at or started after %1, as of %2</source>
            <translation>offen am oder begonnen nach dem %1, Stand %2</translation>
        </message>
        <message>
            <source>in %1 of %2 sites</source>
            <comment>evaluated</comment>
            <translation>in %1 von %2 Standorten</translation>
        </message>
        <message>
            <source>started</source>
            <translation>begonnen</translation>
        </message>
        <message>
            <source>live</source>
            <translation>live</translation>
        </message>
        <message>
            <source>tearing down</source>
            <translation>im Abbau</translation>
        </message>
        <message>
            <source>tearing down, %1 stuck</source>
            <translation>Abbau, %1 hängend</translation>
        </message>
        <message>
            <source>confirmed</source>
            <translation>bestätigt</translation>
        </message>
        <message>
            <source>unconfirmed</source>
            <translation>unbestätigt</translation>
        </message>
        <message>
            <source>attested</source>
            <translation>bezeugt</translation>
        </message>
        <message>
            <source>unaccounted</source>
            <translation>ungeklärt</translation>
        </message>
        <message>
            <source>no record</source>
            <translation>ohne Eintrag</translation>
        </message>
        <message>
            <source>Simulated hosts, counted apart: %1 started = %2 live + %3 tearing down + %4 gone (simulated) + %5 unconfirmed</source>
            <translation>Simulierte Hosts, gesondert gezählt: %1 begonnen = %2 lebend + %3 im Abbau + %4 weg (simuliert) + %5 unbestätigt</translation>
        </message>
        <message>
            <source>%1; unaccounted %2</source>
            <translation>%1; ungeklärt %2</translation>
        </message>
        <message>
            <source>%1; no record %2</source>
            <translation>%1; ohne Eintrag %2</translation>
        </message>
        <message>
            <source>Site, tenant</source>
            <translation>Ort, Mandant</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>Live</translation>
        </message>
        <message>
            <source>Tearing</source>
            <translation>Abbau</translation>
        </message>
        <message>
            <source>Gone</source>
            <translation>Weg</translation>
        </message>
        <message>
            <source>Unconfirmed</source>
            <translation>Unbestätigt</translation>
        </message>
        <message>
            <source>Unaccounted</source>
            <translation>Ungeklärt</translation>
        </message>
        <message>
            <source>p95</source>
            <comment>percentile</comment>
            <translation>p95</translation>
        </message>
        <message>
            <source>No teardowns yet</source>
            <translation>Noch keine Abbauten</translation>
        </message>
        <message>
            <source>No job has ended since this console started. All sites have answered.</source>
            <translation>Seit dieser Konsole Start hat kein Job geendet. Alle Standorte haben geantwortet.</translation>
        </message>
        <message>
            <source>No VM life matches the filter</source>
            <translation>Kein VM-Leben passt zum Filter</translation>
        </message>
        <message>
            <source>VM lives are not loaded</source>
            <translation>VM-Leben sind nicht geladen</translation>
        </message>
        <message>
            <source>You may not list VM lives</source>
            <translation>Keine Berechtigung, VM-Leben aufzulisten</translation>
        </message>
        <message>
            <source>There may be VM lives.</source>
            <translation>Vielleicht gibt es VM-Leben.</translation>
        </message>
    </context>
<context>
        <name>Exits</name>
        <message>
            <source>exit %1</source>
            <comment>exit status</comment>
            <translation>Exit %1</translation>
        </message>
        <message>
            <source>signal %1</source>
            <translation>Signal %1</translation>
        </message>
        <message>
            <source>timeout</source>
            <translation>Zeitlimit</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>verloren</translation>
        </message>
        <message>
            <source>panic</source>
            <comment>guest kernel panic</comment>
            <translation>Panic</translation>
        </message>
        <message>
            <source>host disk full</source>
            <translation>Platte des Hosts voll</translation>
        </message>
        <message>
            <source>host disk failed</source>
            <translation>Platte des Hosts versagte</translation>
        </message>
        <message>
            <source>hypervisor died</source>
            <translation>Hypervisor gestorben</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>abgebrochen</translation>
        </message>
        <message>
            <source>forced</source>
            <translation>erzwungen</translation>
        </message>
        <message>
            <source>never started</source>
            <translation>nie gestartet</translation>
        </message>
    </context>
<context>
        <name>Facts</name>
        <message>
            <source>VM process gone</source>
            <translation>VM-Prozess weg</translation>
        </message>
        <message>
            <source>VM process still present</source>
            <translation>VM-Prozess noch da</translation>
        </message>
        <message>
            <source>No open handle on its disks</source>
            <translation>Kein offener Zugriff auf ihre Platten</translation>
        </message>
        <message>
            <source>Disk still open</source>
            <translation>Platte noch offen</translation>
        </message>
        <message>
            <source>Disk removed</source>
            <translation>Platte entfernt</translation>
        </message>
        <message>
            <source>Disk still there</source>
            <translation>Platte noch da</translation>
        </message>
        <message>
            <source>Disk key never stored, holder gone</source>
            <translation>Plattenschlüssel nie gespeichert, Halter weg</translation>
        </message>
        <message>
            <source>Disk key was stored</source>
            <translation>Plattenschlüssel war gespeichert</translation>
        </message>
        <message>
            <source>Config disk, sockets and console absent</source>
            <translation>Konfig-Platte, Sockets und Konsole fehlen</translation>
        </message>
        <message>
            <source>State files still there</source>
            <translation>Zustandsdateien noch da</translation>
        </message>
        <message>
            <source>No network interface</source>
            <translation>Keine Netzschnittstelle</translation>
        </message>
        <message>
            <source>A network interface was found</source>
            <translation>Eine Netzschnittstelle wurde gefunden</translation>
        </message>
        <message>
            <source>Network interface and lease released</source>
            <translation>Netzschnittstelle und Lease freigegeben</translation>
        </message>
        <message>
            <source>Network interface still attached</source>
            <translation>Netzschnittstelle noch angehängt</translation>
        </message>
        <message>
            <source>Caches detached as the exit demands</source>
            <translation>Caches gelöst, wie der Exit es verlangt</translation>
        </message>
        <message>
            <source>Cache still attached</source>
            <translation>Cache noch angehängt</translation>
        </message>
        <message>
            <source>Base image unchanged</source>
            <translation>Basis-Image unverändert</translation>
        </message>
        <message>
            <source>Base image differs</source>
            <translation>Basis-Image weicht ab</translation>
        </message>
        <message>
            <source>No plain swap, no core files</source>
            <translation>Kein offener Swap, keine Core-Dateien</translation>
        </message>
        <message>
            <source>Swap or core files may hold its memory</source>
            <translation>Swap oder Core-Dateien enthalten vielleicht ihren Speicher</translation>
        </message>
        <message>
            <source>Second sweep clean</source>
            <translation>Zweiter Durchgang sauber</translation>
        </message>
        <message>
            <source>Second sweep found something</source>
            <translation>Zweiter Durchgang fand etwas</translation>
        </message>
        <message>
            <source>%1: contradicted</source>
            <comment>name of a fact</comment>
            <translation>%1: widersprochen</translation>
        </message>
        <message>
            <source>observed</source>
            <translation>beobachtet</translation>
        </message>
        <message>
            <source>contradicted</source>
            <translation>widersprochen</translation>
        </message>
        <message>
            <source>not yet observed</source>
            <translation>noch nicht beobachtet</translation>
        </message>
    </context>
<context>
        <name>Feeds</name>
        <message>
            <source>listing</source>
            <translation>listet auf</translation>
        </message>
        <message>
            <source>live</source>
            <translation>live</translation>
        </message>
        <message>
            <source>STALE</source>
            <translation>VERALTET</translation>
        </message>
        <message>
            <source>UNKNOWN</source>
            <translation>UNBEKANNT</translation>
        </message>
    </context>
<context>
        <name>Floor</name>
        <message>
            <source>not heard yet</source>
            <translation>noch nicht gehört</translation>
        </message>
        <message>
            <source>%1 unknown, last known %2</source>
            <comment>hosts, a time</comment>
            <translation>%1 unbekannt, letzter Stand %2</translation>
        </message>
        <message>
            <source>%1 of %2 free</source>
            <comment>slots</comment>
            <translation>%1 von %2 frei</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>hosts, free slots</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>never</source>
            <comment>heard</comment>
            <translation>nie</translation>
        </message>
    </context>
<context>
        <name>FloorWords</name>
        <message>
            <source>%1 of %2 %3</source>
            <comment>number, all slots, state</comment>
            <translation>%1 von %2 %3</translation>
        </message>
        <message>
            <source>%1, hosts in no rack</source>
            <comment>site</comment>
            <translation>%1, Hosts ohne Rack</translation>
        </message>
        <message>
            <source>%1 rack %2</source>
            <comment>site, rack</comment>
            <translation>%1 Rack %2</translation>
        </message>
        <message>
            <source>stale</source>
            <comment>the site's feed</comment>
            <translation>veraltet</translation>
        </message>
        <message>
            <source>abnormal in another way</source>
            <comment>slots</comment>
            <translation>anders auffällig</translation>
        </message>
        <message>
            <source>in use</source>
            <comment>slots</comment>
            <translation>in Gebrauch</translation>
        </message>
    </context>
<context>
        <name>Inspection</name>
        <message>
            <source>slot %1</source>
            <translation>Slot %1</translation>
        </message>
        <message>
            <source>no exit reported</source>
            <translation>kein Exit gemeldet</translation>
        </message>
        <message>
            <source>pid %1</source>
            <comment>process id</comment>
            <translation>pid %1</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation>Vergangen</translation>
        </message>
        <message>
            <source>p50 %1</source>
            <comment>median</comment>
            <translation>p50 %1</translation>
        </message>
        <message>
            <source>p95 %1</source>
            <comment>percentile</comment>
            <translation>p95 %1</translation>
        </message>
        <message>
            <source>row %1</source>
            <translation>Reihe %1</translation>
        </message>
        <message>
            <source>U%1</source>
            <comment>rack unit</comment>
            <translation>U%1</translation>
        </message>
        <message>
            <source>pool %1</source>
            <translation>Pool %1</translation>
        </message>
        <message>
            <source>by %1</source>
            <comment>a person</comment>
            <translation>von %1</translation>
        </message>
        <message>
            <source>since %1</source>
            <translation>seit %1</translation>
        </message>
        <message>
            <source>hostd %1</source>
            <translation>hostd %1</translation>
        </message>
        <message>
            <source>no verified statement of it yet</source>
            <translation>noch keine verifizierte Aussage darüber</translation>
        </message>
        <message>
            <source>report %1, %2 ago</source>
            <translation>Meldung %1, vor %2</translation>
        </message>
        <message>
            <source>1 interval missed</source>
            <translation>1 Intervall verpasst</translation>
        </message>
        <message numerus="yes">
            <source>%n intervals missed</source>
            <translation>
                <numerusform>%n Intervall verpasst</numerusform>
                <numerusform>%n Intervalle verpasst</numerusform>
            </translation>
        </message>
        <message>
            <source>Also</source>
            <translation>Auch</translation>
        </message>
        <message>
            <source>Breach</source>
            <translation>Bruch</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>Nächster Schritt</translation>
        </message>
        <message>
            <source>simulated: proves nothing</source>
            <translation>simuliert: beweist nichts</translation>
        </message>
        <message>
            <source>%1, tcg: no security boundary</source>
            <translation>%1, tcg: keine Sicherheitsgrenze</translation>
        </message>
        <message>
            <source>skew %1 ms</source>
            <comment>of its clock</comment>
            <translation>Abweichung %1 ms</translation>
        </message>
        <message>
            <source>Lost: silent for 3 minutes or more</source>
            <translation>Verloren: seit 3 Minuten oder länger stumm</translation>
        </message>
        <message>
            <source>Not attached to its control plane</source>
            <translation>Nicht mit seiner Steuerebene verbunden</translation>
        </message>
        <message>
            <source>Quarantined: %1</source>
            <translation>In Quarantäne: %1</translation>
        </message>
        <message>
            <source>Its newest statement was refused: %1</source>
            <translation>Seine neueste Aussage wurde abgewiesen: %1</translation>
        </message>
        <message>
            <source>1 VM that no record claims</source>
            <translation>1 VM, die kein Eintrag beansprucht</translation>
        </message>
        <message numerus="yes">
            <source>%n VMs that no record claims</source>
            <translation>
                <numerusform>%n VM, die kein Eintrag beansprucht</numerusform>
                <numerusform>%n VMs, die kein Eintrag beansprucht</numerusform>
            </translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Job</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <source>Shape</source>
            <translation>VM-Größe</translation>
        </message>
        <message>
            <source>Host %1</source>
            <translation>Host %1</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>Zeitleiste</translation>
        </message>
        <message>
            <source>nothing yet</source>
            <translation>noch nichts</translation>
        </message>
        <message>
            <source>last %1 of %2</source>
            <translation>letzte %1 von %2</translation>
        </message>
        <message>
            <source>Slot</source>
            <translation>Slot</translation>
        </message>
        <message>
            <source>This slot is no longer in the list of its site.</source>
            <translation>Dieser Slot steht nicht mehr in der Liste seines Standorts.</translation>
        </message>
        <message>
            <source>until %1</source>
            <translation>bis %1</translation>
        </message>
        <message>
            <source>in %1</source>
            <translation>in %1</translation>
        </message>
        <message>
            <source>over for %1</source>
            <translation>seit %1 vorbei</translation>
        </message>
    </context>
<context>
        <name>Invariants</name>
        <message>
            <source>not evaluated</source>
            <translation>ungeprüft</translation>
        </message>
        <message>
            <source>%1 fail</source>
            <comment>checks</comment>
            <translation>%1 verletzt</translation>
        </message>
        <message>
            <source>%1 unknown</source>
            <comment>checks</comment>
            <translation>%1 unbekannt</translation>
        </message>
        <message>
            <source>there is no transparency log yet</source>
            <translation>noch gibt es kein Transparenz-Log</translation>
        </message>
        <message>
            <source>commands are no records of a chain yet</source>
            <translation>Befehle sind noch keine Einträge einer Kette</translation>
        </message>
        <message>
            <source>no probe of the network exists</source>
            <translation>es gibt keine Netzprobe</translation>
        </message>
        <message>
            <source>A VM runs at most one job</source>
            <translation>Eine VM führt höchstens einen Job aus</translation>
        </message>
        <message>
            <source>No job starts on a VM after a job ended</source>
            <translation>Kein Job startet auf einer VM nach einem Job-Ende</translation>
        </message>
        <message>
            <source>starts of jobs are no records</source>
            <translation>Starts von Jobs sind keine Einträge</translation>
        </message>
        <message>
            <source>Every job end has a teardown within 120 s</source>
            <translation>Jedes Job-Ende hat einen Abbau binnen 120 s</translation>
        </message>
        <message>
            <source>No VM that is gone is listed later</source>
            <translation>Keine VM, die weg ist, steht später auf einer Liste</translation>
        </message>
        <message>
            <source>A live VM has a recorded birth</source>
            <translation>Eine lebende VM hat eine eingetragene Geburt</translation>
        </message>
        <message>
            <source>Running VMs are in the host's statement</source>
            <translation>Laufende VMs stehen in der Aussage des Hosts</translation>
        </message>
        <message>
            <source>Host chains have no gap</source>
            <translation>Ketten der Hosts haben keine Lücke</translation>
        </message>
        <message>
            <source>Two teardowns of a VM are the same bytes</source>
            <translation>Zwei Teardowns einer VM sind dieselben Bytes</translation>
        </message>
        <message>
            <source>Teardown and birth name the same owner</source>
            <translation>Teardown und Birth nennen denselben Eigner</translation>
        </message>
        <message>
            <source>Checkpoints consistent, never shrinking</source>
            <translation>Checkpoints stimmig, schrumpfen nie</translation>
        </message>
        <message>
            <source>Acknowledged records logged within 60 s</source>
            <translation>Quittierte Einträge binnen 60 s im Log</translation>
        </message>
        <message>
            <source>Births less teardowns equal live VMs</source>
            <translation>Geburten weniger Abbauten gleich lebende VMs</translation>
        </message>
        <message>
            <source>No disk of a VM that is gone appears again</source>
            <translation>Keine Platte einer VM, die weg ist, taucht wieder auf</translation>
        </message>
        <message>
            <source>A cache is attached only to its owner's VM</source>
            <translation>Ein Cache hängt nur an der VM seines Eigners</translation>
        </message>
        <message>
            <source>One writer per cache version</source>
            <translation>Ein Schreiber je Cache-Version</translation>
        </message>
        <message>
            <source>Attachments lie inside the VM's life</source>
            <translation>Anhängungen liegen im Leben der VM</translation>
        </message>
        <message>
            <source>Base image approved at birth</source>
            <translation>Basis-Image bei der Geburt zugelassen</translation>
        </message>
        <message>
            <source>Addresses and taps distinct per segment</source>
            <translation>Adressen und Taps je Segment verschieden</translation>
        </message>
        <message>
            <source>Two macOS guests at most, user ids distinct</source>
            <translation>Höchstens zwei macOS-Gäste, User-Ids verschieden</translation>
        </message>
        <message>
            <source>No birth after cordon, drain or quarantine</source>
            <translation>Keine Geburt nach Sperre, Leerung, Quarantäne</translation>
        </message>
        <message>
            <source>Commands carry enough approvals</source>
            <translation>Befehle tragen genug Genehmigungen</translation>
        </message>
        <message>
            <source>A command has at most one effect</source>
            <translation>Ein Befehl wirkt höchstens einmal</translation>
        </message>
        <message>
            <source>Accelerator and sandbox as policy says</source>
            <translation>Beschleuniger und Sandbox laut Richtlinie</translation>
        </message>
        <message>
            <source>Keys valid for each record</source>
            <translation>Schlüssel für jeden Eintrag gültig</translation>
        </message>
        <message>
            <source>Clocks within 5 s of this console's</source>
            <translation>Uhren höchstens 5 s neben der dieser Konsole</translation>
        </message>
        <message>
            <source>A reboot closes every VM of the old boot</source>
            <translation>Ein Neustart schließt jede VM des alten Boots</translation>
        </message>
        <message>
            <source>the auditor does not follow boots yet</source>
            <translation>der Auditor verfolgt Boots noch nicht</translation>
        </message>
        <message>
            <source>What shows as a pass has fresh inputs</source>
            <translation>Was als bestanden gilt, hat frische Eingaben</translation>
        </message>
        <message>
            <source>held by how the others are counted, not checked by itself</source>
            <translation>gewahrt durch die Zählweise der anderen, nicht selbst geprüft</translation>
        </message>
        <message>
            <source>Totals equal a recount from the log</source>
            <translation>Summen gleich einer Nachzählung aus dem Log</translation>
        </message>
        <message>
            <source>Rack openings covered by a window</source>
            <translation>Rack-Öffnungen von einem Zeitfenster gedeckt</translation>
        </message>
        <message>
            <source>racks do not tell when they are opened</source>
            <translation>Racks melden nicht, wann sie geöffnet werden</translation>
        </message>
        <message>
            <source>Remote sessions inside their own job</source>
            <translation>Fernsitzungen im eigenen Job</translation>
        </message>
        <message>
            <source>there are no remote sessions yet</source>
            <translation>noch gibt es keine Fernsitzungen</translation>
        </message>
        <message>
            <source>critical</source>
            <comment>severity of an invariant</comment>
            <translation>kritisch</translation>
        </message>
        <message>
            <source>high</source>
            <comment>severity of an invariant</comment>
            <translation>hoch</translation>
        </message>
        <message>
            <source>medium</source>
            <comment>severity of an invariant</comment>
            <translation>mittel</translation>
        </message>
        <message>
            <source>%1 pass</source>
            <comment>checks</comment>
            <translation>%1 bestanden</translation>
        </message>
    </context>
<context>
        <name>Isolation</name>
        <message>
            <source>%1 in %2: %3</source>
            <comment>I3, fra1, 1 fail</comment>
            <translation>%1 in %2: %3</translation>
        </message>
    </context>
<context>
        <name>IsolationInspection</name>
        <message>
            <source>Failed on</source>
            <translation>Verletzt bei</translation>
        </message>
        <message>
            <source>VM %1</source>
            <translation>VM %1</translation>
        </message>
        <message>
            <source>simulated</source>
            <comment>host</comment>
            <translation>simuliert</translation>
        </message>
        <message>
            <source>%1 times</source>
            <translation>%1-mal</translation>
        </message>
        <message>
            <source>No Birth record</source>
            <translation>Kein Birth-Eintrag</translation>
        </message>
        <message>
            <source>Birth told, not verified here</source>
            <translation>Birth gemeldet, hier nicht verifiziert</translation>
        </message>
        <message>
            <source>Birth signed by the host, record %1</source>
            <translation>Birth vom Host signiert, Eintrag %1</translation>
        </message>
        <message>
            <source>No verified statement of the host yet</source>
            <translation>Noch keine verifizierte Aussage des Hosts</translation>
        </message>
        <message>
            <source>The host's last statement is %1 old</source>
            <translation>Die letzte Aussage des Hosts ist %1 alt</translation>
        </message>
        <message>
            <source>The host's statement does not list it</source>
            <translation>Die Aussage des Hosts führt sie nicht</translation>
        </message>
        <message>
            <source>Listed, and no record claims it</source>
            <translation>Geführt, und kein Eintrag beansprucht sie</translation>
        </message>
        <message>
            <source>Listed by the host: booting</source>
            <translation>Vom Host geführt: bootet</translation>
        </message>
        <message>
            <source>Listed by the host: being torn down</source>
            <translation>Vom Host geführt: wird abgebaut</translation>
        </message>
        <message>
            <source>Listed by the host: running</source>
            <translation>Vom Host geführt: läuft</translation>
        </message>
        <message>
            <source>In no record of the control plane</source>
            <translation>In keinem Eintrag der Steuerebene</translation>
        </message>
        <message>
            <source>Control plane's record: %1</source>
            <translation>Eintrag der Steuerebene: %1</translation>
        </message>
        <message>
            <source>Invariant %1</source>
            <translation>Invariante %1</translation>
        </message>
        <message>
            <source>Simulated hosts, counted apart</source>
            <translation>Simulierte Hosts, gesondert gezählt</translation>
        </message>
        <message>
            <source>How it is judged</source>
            <translation>Wie sie beurteilt wird</translation>
        </message>
        <message>
            <source>Not evaluated: %1. What is not evaluated never counts as a pass.</source>
            <translation>Ungeprüft: %1. Was ungeprüft ist, zählt nie als bestanden.</translation>
        </message>
        <message>
            <source>By this console, from the signed records of each host and its newest verified statement. On a host whose statement is old, what had passed is unknown.</source>
            <translation>Von dieser Konsole, aus den signierten Einträgen jedes Hosts und seiner neuesten verifizierten Aussage. Bei einem Host mit alter Aussage ist unbekannt, was bestanden war.</translation>
        </message>
        <message>
            <source>What is known, by whom, when</source>
            <translation>Was bekannt ist, von wem, wann</translation>
        </message>
        <message>
            <source>Base image %1, by the Birth</source>
            <translation>Basis-Image %1, laut Birth</translation>
        </message>
        <message>
            <source>Network apart from other VMs</source>
            <translation>Netz getrennt von anderen VMs</translation>
        </message>
        <message>
            <source>No shared folder, no shared clipboard</source>
            <translation>Kein geteilter Ordner, keine geteilte Zwischenablage</translation>
        </message>
        <message>
            <source>not evaluated, no probe</source>
            <translation>ungeprüft, keine Probe</translation>
        </message>
        <message>
            <source>Isolation, VM %1</source>
            <translation>Isolation, VM %1</translation>
        </message>
    </context>
<context>
        <name>Jobs</name>
        <message>
            <source>no job</source>
            <translation>kein Job</translation>
        </message>
        <message>
            <source>queued</source>
            <translation>wartet</translation>
        </message>
        <message>
            <source>placed</source>
            <translation>platziert</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>beendet</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>verloren</translation>
        </message>
    </context>
<context>
        <name>Legend</name>
        <message>
            <source>States of a slot</source>
            <translation>Zustände eines Slots</translation>
        </message>
        <message>
            <source>simulated</source>
            <translation>simuliert</translation>
        </message>
        <message>
            <source>A dotted outline: the host is make-believe and proves nothing.</source>
            <translation>Ein gepunkteter Umriss: Der Host ist nur gespielt und beweist nichts.</translation>
        </message>
        <message>
            <source>States and shapes</source>
            <translation>Zustände und Formen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Beside a slot or a host</source>
            <translation>Neben einem Slot oder Host</translation>
        </message>
        <message>
            <source>No new job; it waits for those that run and for the end of their VMs.</source>
            <translation>Kein neuer Job; er wartet auf die laufenden und auf das Ende ihrer VMs.</translation>
        </message>
        <message>
            <source>No new job is placed there.</source>
            <translation>Dort wird kein neuer Job platziert.</translation>
        </message>
        <message>
            <source>Taken out of service by a person.</source>
            <translation>Von einem Menschen aus dem Dienst genommen.</translation>
        </message>
        <message>
            <source>lost</source>
            <comment>a host</comment>
            <translation>verloren</translation>
        </message>
        <message>
            <source>Silent for 3 minutes: its jobs count as lost, its VMs as unconfirmed.</source>
            <translation>Seit 3 Minuten stumm: seine Jobs gelten als verloren, seine VMs als unbestätigt.</translation>
        </message>
    </context>
<context>
        <name>LiveVms</name>
        <message>
            <source>no record</source>
            <translation>ohne Eintrag</translation>
        </message>
        <message>
            <source>never</source>
            <comment>heard</comment>
            <translation>nie</translation>
        </message>
    </context>
<context>
        <name>Lives</name>
        <message>
            <source>no end</source>
            <comment>job exit not told</comment>
            <translation>kein Ende</translation>
        </message>
        <message>
            <source>none</source>
            <comment>no record</comment>
            <translation>keiner</translation>
        </message>
        <message>
            <source>not verified here</source>
            <translation>hier nicht verifiziert</translation>
        </message>
        <message>
            <source>unaccounted for</source>
            <translation>ungeklärt</translation>
        </message>
        <message>
            <source>no record</source>
            <translation>ohne Eintrag</translation>
        </message>
        <message>
            <source>VM %1</source>
            <translation>VM %1</translation>
        </message>
    </context>
<context>
        <name>MessageBox</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
<context>
        <name>Messages</name>
        <message>
            <source>Breach: the host's chain of records forks or is broken</source>
            <translation>Bruch: Die Kette der Einträge des Hosts gabelt sich oder ist gerissen</translation>
        </message>
        <message>
            <source>Nothing that this host states can be believed</source>
            <translation>Nichts, was dieser Host aussagt, ist zu glauben</translation>
        </message>
        <message>
            <source>Certificate of %1 has expired</source>
            <translation>Zertifikat von %1 ist abgelaufen</translation>
        </message>
        <message>
            <source>Certificate of %1 expires in %2 d</source>
            <translation>Zertifikat von %1 läuft in %2 d ab</translation>
        </message>
        <message>
            <source>This console can then connect to no site</source>
            <translation>Diese Konsole kann sich dann mit keinem Standort verbinden</translation>
        </message>
        <message>
            <source>Commands to this host are refused as out of time</source>
            <translation>Befehle an diesen Host werden als verspätet abgewiesen</translation>
        </message>
        <message>
            <source>Clock of the host is %1 s off</source>
            <translation>Uhr des Hosts geht %1 s falsch</translation>
        </message>
        <message>
            <source>From 60 s on, commands to it are refused</source>
            <translation>Ab 60 s werden Befehle an ihn abgewiesen</translation>
        </message>
        <message>
            <source>Contradiction: two sources disagree about its end (clause %1)</source>
            <translation>Widerspruch: Zwei Quellen sind uneins über ihr Ende (Klausel %1)</translation>
        </message>
        <message>
            <source>Its end is never confirmed; one of the two is wrong</source>
            <translation>Ihr Ende wird nie bestätigt; eine der beiden irrt</translation>
        </message>
        <message>
            <source>Ghost: record says running, host says absent</source>
            <translation>Geist: Eintrag sagt läuft, Host sagt nicht da</translation>
        </message>
        <message>
            <source>Slot counted as used while empty</source>
            <translation>Slot zählt als belegt und ist leer</translation>
        </message>
        <message>
            <source>%1 × %2</source>
            <translation>%1 × %2</translation>
        </message>
        <message>
            <source>Host lost: silent for 3 minutes</source>
            <translation>Host verloren: seit 3 Minuten stumm</translation>
        </message>
        <message>
            <source>Its jobs are declared lost</source>
            <translation>Seine Jobs werden für verloren erklärt</translation>
        </message>
        <message>
            <source>Host silent: no statement has been verified yet</source>
            <translation>Host stumm: Noch keine Aussage wurde verifiziert</translation>
        </message>
        <message>
            <source>Host silent: its statements are refused: %1</source>
            <translation>Host stumm: Seine Aussagen werden abgewiesen: %1</translation>
        </message>
        <message>
            <source>Host silent: shown as last known</source>
            <translation>Host stumm: gezeigt wie zuletzt bekannt</translation>
        </message>
        <message>
            <source>Lost after 3 minutes; not a pass</source>
            <translation>Nach 3 Minuten verloren; nicht bestanden</translation>
        </message>
        <message>
            <source>%1 VMs unconfirmed</source>
            <translation>%1 VMs unbestätigt</translation>
        </message>
        <message>
            <source>Leaked slot: refuses a guest although none runs</source>
            <translation>Leck im Slot: weist einen Gast ab, obwohl keiner läuft</translation>
        </message>
        <message>
            <source>Believed free, not usable; only a reboot of the host cures it</source>
            <translation>Als frei geglaubt, nicht nutzbar; nur ein Neustart des Hosts hilft</translation>
        </message>
        <message>
            <source>Orphan: VM observed, no record claims it</source>
            <translation>Waise: VM beobachtet, kein Eintrag beansprucht sie</translation>
        </message>
        <message>
            <source>Unknown guest on tenant hardware</source>
            <translation>Unbekannter Gast auf der Hardware von Mandanten</translation>
        </message>
        <message>
            <source>Orphans: %1 VMs observed, no record claims them</source>
            <translation>Waisen: %1 VMs beobachtet, kein Eintrag beansprucht sie</translation>
        </message>
        <message>
            <source>Quarantined: %1</source>
            <translation>In Quarantäne: %1</translation>
        </message>
        <message>
            <source>No new work until evidence or two people end it</source>
            <translation>Keine neue Arbeit, bis Nachweis oder zwei Personen sie beenden</translation>
        </message>
        <message>
            <source>Roster of %1 has expired</source>
            <translation>Roster von %1 ist abgelaufen</translation>
        </message>
        <message>
            <source>Roster of %1 expires in %2 d</source>
            <translation>Roster von %1 läuft in %2 d ab</translation>
        </message>
        <message>
            <source>Then no command is accepted and nothing is verified</source>
            <translation>Dann wird kein Befehl angenommen und nichts verifiziert</translation>
        </message>
        <message>
            <source>Feed missing: nothing heard from the site yet</source>
            <translation>Feed fehlt: Vom Standort wurde noch nichts gehört</translation>
        </message>
        <message>
            <source>Feed lost: site shown as last known</source>
            <translation>Feed verloren: Standort gezeigt wie zuletzt bekannt</translation>
        </message>
        <message>
            <source>%1 hosts unknown; none counts as a pass</source>
            <translation>%1 Hosts unbekannt; keiner zählt als bestanden</translation>
        </message>
        <message>
            <source>Slow teardowns: %1 of the last %2</source>
            <translation>Langsame Abbauten: %1 der letzten %2</translation>
        </message>
        <message>
            <source>SLO of 120 s at risk</source>
            <translation>SLO von 120 s in Gefahr</translation>
        </message>
        <message>
            <source>Stuck: past SLO, and the host still lists it</source>
            <translation>Hängt: über SLO, und der Host führt sie noch</translation>
        </message>
        <message>
            <source>%1's data is still on the host; 1 slot lost</source>
            <translation>Daten von %1 sind noch auf dem Host; 1 Slot verloren</translation>
        </message>
        <message>
            <source>Breach</source>
            <translation>Bruch</translation>
        </message>
        <message>
            <source>Certificate expiry</source>
            <translation>Zertifikat läuft ab</translation>
        </message>
        <message>
            <source>Clock off</source>
            <translation>Uhr geht falsch</translation>
        </message>
        <message>
            <source>Contradiction</source>
            <translation>Widerspruch</translation>
        </message>
        <message>
            <source>Ghost</source>
            <translation>Geist</translation>
        </message>
        <message>
            <source>Host silent or lost</source>
            <translation>Host stumm oder verloren</translation>
        </message>
        <message>
            <source>Leaked slot</source>
            <translation>Leck im Slot</translation>
        </message>
        <message>
            <source>Orphan</source>
            <translation>Waise</translation>
        </message>
        <message>
            <source>Quarantined</source>
            <translation>In Quarantäne</translation>
        </message>
        <message>
            <source>Roster expiry</source>
            <translation>Roster läuft ab</translation>
        </message>
        <message>
            <source>Feed lost</source>
            <translation>Feed verloren</translation>
        </message>
        <message>
            <source>Slow teardowns</source>
            <translation>Langsame Abbauten</translation>
        </message>
        <message>
            <source>Stuck</source>
            <translation>Hängt</translation>
        </message>
        <message>
            <source>Unaccounted for</source>
            <translation>Ungeklärt</translation>
        </message>
        <message>
            <source>Unconfirmed</source>
            <translation>Unbestätigt</translation>
        </message>
        <message>
            <source>Unaccounted for: omitted by its host</source>
            <translation>Ungeklärt: von ihrem Host ausgelassen</translation>
        </message>
        <message>
            <source>Balance does not add up: no Teardown came</source>
            <translation>Bilanz geht nicht auf: Es kam kein Teardown</translation>
        </message>
        <message>
            <source>Unconfirmed: its end is not proven</source>
            <translation>Unbestätigt: Ihr Ende ist nicht bewiesen</translation>
        </message>
        <message>
            <source>Unconfirmed: no input yet for clause %1</source>
            <translation>Unbestätigt: noch keine Eingabe für Klausel %1</translation>
        </message>
        <message>
            <source>Unconfirmed: clause %1 fails</source>
            <translation>Unbestätigt: Klausel %1 gilt nicht</translation>
        </message>
        <message>
            <source>Whether %1's data is gone is not known; 1 slot lost</source>
            <translation>Ob Daten von %1 weg sind, ist unbekannt; 1 Slot verloren</translation>
        </message>
        <message>
            <source>Unconfirmed: no Teardown record</source>
            <translation>Unbestätigt: kein Teardown-Eintrag</translation>
        </message>
        <message>
            <source>prevHash of hostSeq %1 is not the leaf hash of the record before it</source>
            <translation>prevHash von hostSeq %1 ist nicht der Blatt-Hash des Eintrags davor</translation>
        </message>
        <message>
            <source>two different records have hostSeq %1</source>
            <translation>zwei verschiedene Einträge haben hostSeq %1</translation>
        </message>
        <message>
            <source>on the host's chain no other Teardown in hostSeq %1 to %2</source>
            <translation>auf der Kette des Hosts kein anderer Teardown in hostSeq %1 bis %2</translation>
        </message>
        <message>
            <source>on the host's chain no other Teardown in hostSeq %1 to %2 (the host is at %3)</source>
            <translation>auf der Kette des Hosts kein anderer Teardown in hostSeq %1 bis %2 (der Host steht bei %3)</translation>
        </message>
        <message>
            <source>Birth and Teardown name different backends</source>
            <translation>Birth und Teardown nennen verschiedene Backends</translation>
        </message>
        <message>
            <source>the Teardown stands before its Birth</source>
            <translation>der Teardown steht vor seiner Birth</translation>
        </message>
        <message>
            <source>hostSeq %1 to %2</source>
            <translation>hostSeq %1 bis %2</translation>
        </message>
        <message>
            <source>the host still lists disk %1</source>
            <translation>der Host führt noch Platte %1</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>%1, %2 facts</source>
            <translation>%1, %2 Fakten</translation>
        </message>
        <message>
            <source>fleetd names host %1</source>
            <translation>fleetd nennt Host %1</translation>
        </message>
        <message>
            <source>fleetd names policy version %1</source>
            <translation>fleetd nennt Richtlinienversion %1</translation>
        </message>
        <message>
            <source>fleetd names record %1, the host's is %2</source>
            <translation>fleetd nennt Eintrag %1, der des Hosts ist %2</translation>
        </message>
        <message>
            <source>fleetd has told nothing about this VM</source>
            <translation>fleetd hat von dieser VM nichts gesagt</translation>
        </message>
        <message>
            <source>fleetd names another tenant</source>
            <translation>fleetd nennt einen anderen Mandanten</translation>
        </message>
        <message>
            <source>fleetd does not hold the VM gone yet</source>
            <translation>für fleetd ist die VM noch nicht weg</translation>
        </message>
        <message>
            <source>key %1</source>
            <translation>Schlüssel %1</translation>
        </message>
        <message>
            <source>the log has not been read</source>
            <translation>das Log wurde nicht gelesen</translation>
        </message>
        <message>
            <source>the log has not been read; %1</source>
            <translation>das Log wurde nicht gelesen; %1</translation>
        </message>
        <message>
            <source>the host still lists network device %1</source>
            <translation>der Host führt noch Netzgerät %1</translation>
        </message>
        <message>
            <source>the Birth is not among the records that are here</source>
            <translation>die Birth ist nicht unter den Einträgen, die hier sind</translation>
        </message>
        <message>
            <source>no log</source>
            <translation>kein Log</translation>
        </message>
        <message>
            <source>no log; %1</source>
            <translation>kein Log; %1</translation>
        </message>
        <message>
            <source>the policy of roster version %1 is not here</source>
            <translation>die Richtlinie der Roster-Version %1 ist nicht hier</translation>
        </message>
        <message>
            <source>no verified statement with headSeq %1 or later</source>
            <translation>keine verifizierte Aussage mit headSeq %1 oder später</translation>
        </message>
        <message>
            <source>no Teardown yet</source>
            <translation>noch kein Teardown</translation>
        </message>
        <message>
            <source>a simulated life ends as SIMULATED, not %1</source>
            <translation>ein simuliertes Leben endet als SIMULATED, nicht %1</translation>
        </message>
        <message>
            <source>the Teardown names another Birth than the host's chain has</source>
            <translation>der Teardown nennt eine andere Birth als die Kette des Hosts</translation>
        </message>
        <message>
            <source>its head is not the chain's record</source>
            <translation>sein Kopf ist nicht der Eintrag der Kette</translation>
        </message>
        <message>
            <source>outcome is %1</source>
            <translation>Ausgang ist %1</translation>
        </message>
        <message>
            <source>Birth and Teardown name different policy versions</source>
            <translation>Birth und Teardown nennen verschiedene Richtlinienversionen</translation>
        </message>
        <message>
            <source>policy not known</source>
            <translation>Richtlinie unbekannt</translation>
        </message>
        <message>
            <source>policy not known; %1</source>
            <translation>Richtlinie unbekannt; %1</translation>
        </message>
        <message>
            <source>simulated, nothing was observed</source>
            <translation>simuliert, nichts wurde beobachtet</translation>
        </message>
        <message>
            <source>policy does not allow simulated hosts</source>
            <translation>die Richtlinie erlaubt keine simulierten Hosts</translation>
        </message>
        <message>
            <source>the host is enrolled for simulated lives only</source>
            <translation>der Host ist nur für simulierte Leben eingetragen</translation>
        </message>
        <message>
            <source>Birth and Teardown name different sites</source>
            <translation>Birth und Teardown nennen verschiedene Standorte</translation>
        </message>
        <message>
            <source>statement %1: %2</source>
            <translation>Aussage %1: %2</translation>
        </message>
        <message>
            <source>statement %1</source>
            <translation>Aussage %1</translation>
        </message>
        <message>
            <source>no Teardown; a teardown run failed with %1</source>
            <translation>kein Teardown; ein Abbau scheiterte mit %1</translation>
        </message>
        <message>
            <source>Birth and Teardown name different tenants</source>
            <translation>Birth und Teardown nennen verschiedene Mandanten</translation>
        </message>
        <message>
            <source>two different Teardowns, hostSeq %1 and %2</source>
            <translation>zwei verschiedene Teardowns, hostSeq %1 und %2</translation>
        </message>
        <message>
            <source>the records here end at hostSeq %1; the host has stated %2, those between are awaited</source>
            <translation>die Einträge hier enden bei hostSeq %1; der Host sprach von %2, die dazwischen stehen aus</translation>
        </message>
        <message>
            <source>the host still lists the VM (pid %1)</source>
            <translation>der Host führt die VM noch (pid %1)</translation>
        </message>
        <message>
            <source>the control plane delivers records to hostSeq %1 only; the host stated %2 over a minute ago</source>
            <translation>die Steuerebene liefert Einträge nur bis hostSeq %1; der Host sprach vor über einer Minute von %2</translation>
        </message>
        <message>
            <source>cache fork %1 was %2; the job's exit demands %3</source>
            <translation>Cache-Fork %1 war %2; der Exit des Jobs verlangt %3</translation>
        </message>
        <message>
            <source>claimed by the host, not observed</source>
            <translation>vom Host behauptet, nicht beobachtet</translation>
        </message>
        <message>
            <source>%1 is %2, not %3</source>
            <translation>%1 ist %2, nicht %3</translation>
        </message>
        <message>
            <source>nothing was seen about disk %1</source>
            <translation>von Platte %1 wurde nichts gesehen</translation>
        </message>
        <message>
            <source>%1 is %2, less than %3</source>
            <translation>%1 ist %2, weniger als %3</translation>
        </message>
        <message>
            <source>no rule for this fact in this version</source>
            <translation>keine Regel für diesen Fakt in dieser Version</translation>
        </message>
        <message>
            <source>%1 was not told</source>
            <translation>%1 wurde nicht gesagt</translation>
        </message>
        <message>
            <source>the Teardown names another image than the Birth</source>
            <translation>der Teardown nennt ein anderes Image als die Birth</translation>
        </message>
        <message>
            <source>not observed</source>
            <translation>nicht beobachtet</translation>
        </message>
        <message>
            <source>the host's clock is %1 s off</source>
            <translation>die Uhr des Hosts geht %1 s falsch</translation>
        </message>
        <message>
            <source>base image %1 is not one that policy approves</source>
            <translation>Basis-Image %1 ist keines, das die Richtlinie zulässt</translation>
        </message>
        <message>
            <source>a record in its name is signed by no enrolled key</source>
            <translation>ein Eintrag in seinem Namen ist mit keinem eingetragenen Schlüssel signiert</translation>
        </message>
        <message>
            <source>the host lists a VM (pid %1) without a Birth</source>
            <translation>der Host führt eine VM (pid %1) ohne Birth</translation>
        </message>
        <message>
            <source>no Teardown %1 s after the job's end</source>
            <translation>kein Teardown %1 s nach dem Job-Ende</translation>
        </message>
        <message>
            <source>said to run, but statement %1 does not list it</source>
            <translation>soll laufen, aber Aussage %1 führt sie nicht</translation>
        </message>
        <message>
            <source>Birth (record %1) and Teardown (record %2) differ in host, tenant or policy</source>
            <translation>Birth (Eintrag %1) und Teardown (Eintrag %2) unterscheiden sich in Host, Mandant oder Richtlinie</translation>
        </message>
        <message>
            <source>born (record %1) while the host was not in service</source>
            <translation>geboren (Eintrag %1), während der Host nicht im Dienst war</translation>
        </message>
        <message>
            <source>shares user id %1 with another live VM</source>
            <translation>teilt User-Id %1 mit einer anderen lebenden VM</translation>
        </message>
        <message>
            <source>its Teardown came %1 s after the job's end</source>
            <translation>ihr Teardown kam %1 s nach dem Job-Ende</translation>
        </message>
        <message>
            <source>a third macOS guest on one host</source>
            <translation>ein dritter macOS-Gast auf einem Host</translation>
        </message>
        <message>
            <source>records %1 and %2 name two jobs</source>
            <translation>Einträge %1 und %2 nennen zwei Jobs</translation>
        </message>
        <message>
            <source>Teardowns %1 and %2 differ</source>
            <translation>Teardowns %1 und %2 unterscheiden sich</translation>
        </message>
        <message>
            <source>born (record %1), no longer listed, and no Teardown came</source>
            <translation>geboren (Eintrag %1), nicht mehr geführt, und es kam kein Teardown</translation>
        </message>
        <message>
            <source>records up to %1 exist on the host and do not come</source>
            <translation>Einträge bis %1 gibt es auf dem Host, und sie kommen nicht</translation>
        </message>
        <message>
            <source>a bookmark at %1 came before the end of the list</source>
            <translation>ein Lesezeichen bei %1 kam vor dem Ende der Liste</translation>
        </message>
        <message>
            <source>a bookmark at %1 came after %2</source>
            <translation>ein Lesezeichen bei %1 kam nach %2</translation>
        </message>
        <message>
            <source>certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>the certificate %1 expired %2: renew it with your issuer</source>
            <translation>das Zertifikat %1 lief %2 ab: bei der ausstellenden Stelle erneuern</translation>
        </message>
        <message>
            <source>the certificate %1 is not valid before %2: check this machine's clock, or wait</source>
            <translation>das Zertifikat %1 gilt nicht vor %2: die Uhr dieses Rechners prüfen oder warten</translation>
        </message>
        <message>
            <source>the certificate %1 holds no readable PEM certificate (%2): fetch it again from your issuer</source>
            <translation>das Zertifikat %1 enthält kein lesbares PEM-Zertifikat (%2): es bei der ausstellenden Stelle neu holen</translation>
        </message>
        <message>
            <source>the certificate %1 bears no valid SPIFFE id (%2): ask your issuer for one that does</source>
            <translation>das Zertifikat %1 trägt keine gültige SPIFFE-Id (%2): bei der ausstellenden Stelle eines mit Id verlangen</translation>
        </message>
        <message>
            <source>the server at %1 closed the connection during identification. The reason is in the log of the fleetd of %2</source>
            <translation>der Server bei %1 schloss die Verbindung während der Ausweisung. Der Grund steht im Log des fleetd von %2</translation>
        </message>
        <message>
            <source>the server at %1 closed the connection during identification; your certificate %2 expires %3. The reason is in the log of the fleetd of %4</source>
            <translation>der Server bei %1 schloss die Verbindung während der Ausweisung; das Zertifikat %2 läuft %3 ab. Der Grund steht im Log des fleetd von %4</translation>
        </message>
        <message>
            <source>commit %1 came after %2</source>
            <translation>Commit %1 kam nach %2</translation>
        </message>
        <message>
            <source>the fleetd of %1 cut this console off because it read too slowly; it resumes by itself</source>
            <translation>der fleetd von %1 trennte diese Konsole, weil sie zu langsam las; sie setzt von selbst fort</translation>
        </message>
        <message>
            <source>the watch changed from epoch %1 to %2</source>
            <translation>das Watch wechselte von Epoche %1 zu %2</translation>
        </message>
        <message>
            <source>the server went back to a record that had been replaced (epoch %1, replaced by %2): ask its administrator what was restored</source>
            <translation>der Server ging zu einem Bestand zurück, der ersetzt worden war (Epoche %1, ersetzt durch %2): bei seiner Administration fragen, was wiederhergestellt wurde</translation>
        </message>
        <message>
            <source>the profile names no %1: add it there</source>
            <translation>das Profil nennt nichts als %1: dort hinzufügen</translation>
        </message>
        <message>
            <source>the %1 %2 is empty or larger than 1 MiB: fetch it again from your issuer</source>
            <translation>%1 %2 ist leer oder größer als 1 MiB: bei der ausstellenden Stelle neu holen</translation>
        </message>
        <message>
            <source>the %1 %2 cannot be read (%3): check the path, its owner and mode</source>
            <translation>%1 %2 ist nicht zu lesen (%3): Pfad, Eigentümer und Rechte prüfen</translation>
        </message>
        <message>
            <source>the fleetd of %1 names no epoch of its record: report it to its administrator</source>
            <translation>der fleetd von %1 nennt keine Epoche seines Bestands: es seiner Administration melden</translation>
        </message>
        <message>
            <source>%1 with %2 cannot be used under %3: %4</source>
            <translation>%1 mit %2 ist unter %3 nicht nutzbar: %4</translation>
        </message>
        <message>
            <source>key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>the key in the keychain</source>
            <translation>der Schlüssel im Schlüsselbund</translation>
        </message>
        <message>
            <source>the list changed from revision %1 to %2</source>
            <translation>die Liste wechselte von Revision %1 zu %2</translation>
        </message>
        <message>
            <source>the list of revision %1 ended at %2</source>
            <translation>die Liste von Revision %1 endete bei %2</translation>
        </message>
        <message>
            <source>the list ended twice</source>
            <translation>die Liste endete zweimal</translation>
        </message>
        <message>
            <source>the fleetd of %1 took its list back while it was being read</source>
            <translation>der fleetd von %1 zog seine Liste zurück, während sie gelesen wurde</translation>
        </message>
        <message>
            <source>the connection to %1 was lost</source>
            <translation>die Verbindung zu %1 ging verloren</translation>
        </message>
        <message>
            <source>%1 is damaged (%2): it holds how far this site's record has been seen. Move it away to begin anew with what the server shows now</source>
            <translation>%1 ist beschädigt (%2): Darin steht, wie weit der Bestand dieses Standorts gesehen wurde. Wegräumen, um neu zu beginnen mit dem, was der Server jetzt zeigt</translation>
        </message>
        <message>
            <source>a field is missing</source>
            <translation>ein Feld fehlt</translation>
        </message>
        <message>
            <source>the folder %1 cannot be made: check who may write above it</source>
            <translation>der Ordner %1 ist nicht anzulegen: prüfen, wer darüber schreiben darf</translation>
        </message>
        <message>
            <source>%1 was written by a newer Espalier (version %2): update this console</source>
            <translation>%1 schrieb ein neueres Espalier (Version %2): diese Konsole aktualisieren</translation>
        </message>
        <message>
            <source>%1 cannot be read (%2): check its owner and mode</source>
            <translation>%1 ist nicht zu lesen (%2): Eigentümer und Rechte prüfen</translation>
        </message>
        <message>
            <source>%1 cannot be written (%2): check its owner, its mode and the space on the disk</source>
            <translation>%1 ist nicht zu schreiben (%2): Eigentümer, Rechte und Platz auf der Platte prüfen</translation>
        </message>
        <message>
            <source>the name in %1 is not known to this machine's resolver: check the profile's address</source>
            <translation>der Name in %1 ist dem Resolver dieses Rechners unbekannt: die Adresse im Profil prüfen</translation>
        </message>
        <message>
            <source>the server at %1 did not answer in time: it is overloaded, stopped or behind a firewall that drops</source>
            <translation>der Server bei %1 antwortete nicht rechtzeitig: Er ist überlastet, angehalten oder hinter einer Firewall, die verwirft</translation>
        </message>
        <message>
            <source>the watch names no epoch</source>
            <translation>das Watch nennt keine Epoche</translation>
        </message>
        <message>
            <source>the watch sent a commit without revision</source>
            <translation>das Watch sandte einen Commit ohne Revision</translation>
        </message>
        <message>
            <source>nothing listens at %1 (connection refused): check that the fleetd of %2 runs and that the profile names its address</source>
            <translation>bei %1 lauscht nichts (Verbindung abgelehnt): prüfen, ob der fleetd von %2 läuft und das Profil seine Adresse nennt</translation>
        </message>
        <message>
            <source>the fleetd of %1 answered with error %2: %3</source>
            <translation>der fleetd von %1 antwortete mit Fehler %2: %3</translation>
        </message>
        <message>
            <source>the fleetd at %1 serves the site %2, not %3: correct the profile's addresses</source>
            <translation>der fleetd bei %1 bedient den Standort %2, nicht %3: die Adressen im Profil berichtigen</translation>
        </message>
        <message>
            <source>the fleetd of %1 or a message of it is over a limit: %2</source>
            <translation>der fleetd von %1 oder eine Nachricht von ihm ist über einer Grenze: %2</translation>
        </message>
        <message>
            <source>the server shows an older record (revision %1) than this console has seen (revision %2): it was set back without a new epoch. Ask its administrator what was restored</source>
            <translation>der Server zeigt einen älteren Bestand (Revision %1), als diese Konsole gesehen hat (Revision %2): Er wurde ohne neue Epoche zurückgesetzt. Bei seiner Administration fragen, was wiederhergestellt wurde</translation>
        </message>
        <message>
            <source>the fleetd of %1 refuses %2: %3</source>
            <translation>der fleetd von %1 verweigert %2: %3</translation>
        </message>
        <message>
            <source>the server at %1 was refused: %2. Check the profile's address and trust bundle</source>
            <translation>der Server bei %1 wurde abgewiesen: %2. Adresse und Vertrauensbündel im Profil prüfen</translation>
        </message>
        <message>
            <source>trust bundle</source>
            <translation>Vertrauensbündel</translation>
        </message>
        <message>
            <source>the server at %1 does not know this call: it is no fleetd, or one of another version</source>
            <translation>der Server bei %1 kennt diesen Aufruf nicht: Er ist kein fleetd oder einer anderer Version</translation>
        </message>
        <message>
            <source>%1 cannot be reached from here: check the network or the VPN</source>
            <translation>%1 ist von hier nicht zu erreichen: das Netz oder das VPN prüfen</translation>
        </message>
        <message>
            <source>the fleetd of %1 has version %2, this console %3: they work together one minor version apart at most. Update the older one</source>
            <translation>der fleetd von %1 hat Version %2, diese Konsole %3: Sie arbeiten höchstens eine Nebenversion auseinander. Die ältere Seite aktualisieren</translation>
        </message>
        <message>
            <source>the fleetd of %1 ended the watch</source>
            <translation>der fleetd von %1 beendete das Watch</translation>
        </message>
        <message>
            <source>No answer to the mark of an alarm; the list shows whether it was taken up</source>
            <translation>Keine Antwort auf den Vermerk eines Alarms; die Liste zeigt, ob er angenommen wurde</translation>
        </message>
        <message>
            <source>The alarm was not marked: its site is not connected. Try again when it is</source>
            <translation>Der Alarm wurde nicht vermerkt: Sein Standort ist nicht verbunden. Dann erneut versuchen</translation>
        </message>
        <message>
            <source>fleetd did not mark the alarm: %1</source>
            <translation>fleetd hat den Alarm nicht vermerkt: %1</translation>
        </message>
        <message>
            <source>policy allows backend %1 with %2, this is %3</source>
            <translation>die Richtlinie erlaubt Backend %1 mit %2, dies ist %3</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>(not told)</source>
            <translation>(nicht gesagt)</translation>
        </message>
        <message>
            <source>sandbox profile %1 is none that policy allows backend %2</source>
            <translation>Sandbox-Profil %1 ist keines, das die Richtlinie für Backend %2 erlaubt</translation>
        </message>
        <message>
            <source>no envelope to verify</source>
            <translation>kein Umschlag zu verifizieren</translation>
        </message>
        <message>
            <source>no key of host %1 is enrolled</source>
            <translation>kein Schlüssel von Host %1 ist eingetragen</translation>
        </message>
        <message>
            <source>not signed by a key of host %1</source>
            <translation>nicht mit einem Schlüssel von Host %1 signiert</translation>
        </message>
        <message>
            <source>record is about host %1, told for host %2</source>
            <translation>Eintrag handelt von Host %1, gemeldet für Host %2</translation>
        </message>
        <message>
            <source>payload type is not %1</source>
            <translation>Art der Nutzlast ist nicht %1</translation>
        </message>
        <message>
            <source>signed by the revoked key %1</source>
            <translation>mit dem widerrufenen Schlüssel %1 signiert</translation>
        </message>
        <message>
            <source>statement %1 names head %2, an earlier one named %3</source>
            <translation>Aussage %1 nennt Kopf %2, eine frühere nannte %3</translation>
        </message>
        <message>
            <source>statement is about host %1, told for host %2</source>
            <translation>Aussage handelt von Host %1, gemeldet für Host %2</translation>
        </message>
        <message>
            <source>statement %1 came after %2: a replay</source>
            <translation>Aussage %1 kam nach %2: eine Wiederholung</translation>
        </message>
        <message>
            <source>two different statements have number %1</source>
            <translation>zwei verschiedene Aussagen haben Nummer %1</translation>
        </message>
        <message>
            <source>hosts.json: %1</source>
            <translation>hosts.json: %1</translation>
        </message>
        <message>
            <source>hosts.json version %1 is older than %2, which was verified before</source>
            <translation>hosts.json Version %1 ist älter als %2, die zuvor verifiziert wurde</translation>
        </message>
        <message>
            <source>%1. Host keys stay as they were; have hosts.json signed again.</source>
            <translation>%1. Schlüssel der Hosts bleiben, wie sie waren; hosts.json neu signieren lassen.</translation>
        </message>
        <message>
            <source>%1: %2: nothing can be verified without the pinned roster keys</source>
            <translation>%1: %2: Ohne die festgelegten Roster-Schlüssel ist nichts zu verifizieren</translation>
        </message>
        <message>
            <source>the roster is of trust domain %1, this profile of %2. Check the profile's trust files.</source>
            <translation>das Roster gehört zur Vertrauensdomäne %1, dieses Profil zu %2. Die Vertrauensdateien des Profils prüfen.</translation>
        </message>
        <message>
            <source>roster version %1 has expired. Nothing of this site is verified; have it signed again.</source>
            <translation>Roster-Version %1 ist abgelaufen. Nichts dieses Standorts wird verifiziert; es neu signieren lassen.</translation>
        </message>
        <message>
            <source>roster version %1 is older than %2, which another site serves; the newer one holds. Restart this site's control plane on it.</source>
            <translation>Roster-Version %1 ist älter als %2, die ein anderer Standort liefert; die neuere gilt. Die Steuerebene dieses Standorts damit neu starten.</translation>
        </message>
        <message>
            <source>%1. Nothing of this site is verified; have the roster signed again.</source>
            <translation>%1. Nichts dieses Standorts wird verifiziert; das Roster neu signieren lassen.</translation>
        </message>
        <message>
            <source>1 VM unconfirmed</source>
            <translation>1 VM unbestätigt</translation>
        </message>
        <message>
            <source>1 host unknown; it counts as no pass</source>
            <translation>1 Host unbekannt; er zählt nicht als bestanden</translation>
        </message>
        <message>
            <source>Drain at its deadline: it asks what to do now</source>
            <translation>Leerung an ihrer Frist: sie fragt, wie es weitergeht</translation>
        </message>
        <message>
            <source>No further step is taken; its hosts stay out of service</source>
            <translation>Kein weiterer Schritt geschieht; ihre Hosts bleiben außer Dienst</translation>
        </message>
        <message>
            <source>Its hosts stay out of service, what waits for them waits</source>
            <translation>Ihre Hosts bleiben außer Dienst; was auf sie wartet, wartet</translation>
        </message>
        <message>
            <source>Drain past its deadline: %1 hosts are not empty</source>
            <translation>Leerung über ihrer Frist: %1 Hosts sind nicht leer</translation>
        </message>
        <message>
            <source>Drain past its deadline: 1 host is not empty</source>
            <translation>Leerung über ihrer Frist: 1 Host ist nicht leer</translation>
        </message>
        <message>
            <source>Drain past its deadline</source>
            <translation>Leerung über ihrer Frist</translation>
        </message>
        <message>
            <source>Cache over 90 % of its quota</source>
            <translation>Cache über 90 % seines Kontingents</translation>
        </message>
        <message>
            <source>Its jobs fail when the disk is full</source>
            <translation>Seine Jobs scheitern, wenn die Platte voll ist</translation>
        </message>
        <message>
            <source>Cache attached to a VM of another tenant</source>
            <translation>Cache hängt an einer VM eines anderen Mandanten</translation>
        </message>
        <message>
            <source>One VM can read or poison what is not its own</source>
            <translation>Eine VM kann lesen oder verderben, was ihr nicht gehört</translation>
        </message>
        <message>
            <source>One cache fork is attached to two VMs</source>
            <translation>Ein Cache-Fork hängt an zwei VMs</translation>
        </message>
        <message>
            <source>Cache attached, no live VM: its end is not known</source>
            <translation>Cache angehängt, keine lebende VM: Sein Ende ist unbekannt</translation>
        </message>
        <message>
            <source>The fork is neither committed nor abandoned</source>
            <translation>Der Fork ist weder festgeschrieben noch verworfen</translation>
        </message>
        <message>
            <source>Cache nearly full</source>
            <translation>Cache fast voll</translation>
        </message>
        <message>
            <source>Cache shared</source>
            <translation>Cache geteilt</translation>
        </message>
        <message>
            <source>Cache without VM</source>
            <translation>Cache ohne VM</translation>
        </message>
        <message>
            <source>a cache was attached (record %1) and not detached before the Teardown (record %2)</source>
            <translation>ein Cache wurde angehängt (Eintrag %1) und vor dem Teardown nicht gelöst (Eintrag %2)</translation>
        </message>
        <message>
            <source>a cache was attached (record %1) outside the VM's life</source>
            <translation>ein Cache wurde außerhalb des Lebens der VM angehängt (Eintrag %1)</translation>
        </message>
        <message>
            <source>attached (record %1) a cache of another owner</source>
            <translation>hat einen Cache eines anderen Eigners angehängt (Eintrag %1)</translation>
        </message>
        <message>
            <source>a cache changed its owner (record %1)</source>
            <translation>ein Cache wechselte den Eigner (Eintrag %1)</translation>
        </message>
        <message>
            <source>one fork of a cache was attached twice (records %1 and %2)</source>
            <translation>ein Fork eines Caches wurde zweimal angehängt (Einträge %1 und %2)</translation>
        </message>
        <message>
            <source>%1 B are missing here</source>
            <translation>%1 B fehlen hier</translation>
        </message>
        <message>
            <source>The connection was lost, what came until then stands above. Look again</source>
            <translation>Die Verbindung ging verloren, was bis dahin kam, steht oben. Erneut ansehen</translation>
        </message>
        <message>
            <source>The output cannot be read: its site is not connected. Try again when it is</source>
            <translation>Die Ausgabe ist nicht zu lesen: Ihr Standort ist nicht verbunden. Dann erneut versuchen</translation>
        </message>
        <message>
            <source>fleetd does not show the output: %1</source>
            <translation>fleetd zeigt die Ausgabe nicht: %1</translation>
        </message>
    </context>
<context>
        <name>Modes</name>
        <message>
            <source>in service</source>
            <translation>im Dienst</translation>
        </message>
        <message>
            <source>cordoned</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>draining</source>
            <translation>wird geleert</translation>
        </message>
        <message>
            <source>maintenance</source>
            <translation>Wartung</translation>
        </message>
        <message>
            <source>quarantined</source>
            <translation>in Quarantäne</translation>
        </message>
    </context>
<context>
        <name>Offers</name>
        <message>
            <source>&amp;Cordon...</source>
            <translation>&amp;Sperren...</translation>
        </message>
        <message>
            <source>&amp;Return to service...</source>
            <translation>&amp;Wieder in Dienst nehmen...</translation>
        </message>
        <message>
            <source>&amp;Drain...</source>
            <translation>&amp;Leeren...</translation>
        </message>
        <message>
            <source>&amp;Stop drain, return to service...</source>
            <translation>Leerung anhalten, wieder in &amp;Dienst...</translation>
        </message>
        <message>
            <source>Stop drain, &amp;keep cordoned...</source>
            <translation>Leerung anhalten, &amp;gesperrt lassen...</translation>
        </message>
        <message>
            <source>Ca&amp;ncel job...</source>
            <translation>Job &amp;abbrechen...</translation>
        </message>
        <message>
            <source>Request &amp;teardown...</source>
            <translation>Abbau an&amp;fordern...</translation>
        </message>
        <message>
            <source>&amp;Force-destroy...</source>
            <translation>&amp;Vernichten erzwingen...</translation>
        </message>
        <message>
            <source>not every chosen host is in service</source>
            <translation>nicht jeder gewählte Host ist im Dienst</translation>
        </message>
        <message>
            <source>not every chosen host is cordoned</source>
            <translation>nicht jeder gewählte Host ist gesperrt</translation>
        </message>
        <message>
            <source>a chosen host is not in service, or drains already</source>
            <translation>ein gewählter Host ist nicht im Dienst oder wird schon geleert</translation>
        </message>
        <message>
            <source>the chosen hosts are not in one drain</source>
            <translation>die gewählten Hosts sind nicht in einer Leerung</translation>
        </message>
        <message>
            <source>no VM with a record is in the slot</source>
            <translation>keine VM mit Eintrag ist im Slot</translation>
        </message>
        <message>
            <source>its job has ended</source>
            <translation>ihr Job ist beendet</translation>
        </message>
        <message>
            <source>its job runs: cancel the job first</source>
            <translation>ihr Job läuft: erst den Job abbrechen</translation>
        </message>
        <message>
            <source>%1 is not reached now</source>
            <translation>%1 ist jetzt nicht erreichbar</translation>
        </message>
        <message>
            <source>choose one slot</source>
            <translation>einen Slot wählen</translation>
        </message>
        <message>
            <source>the slot is gone</source>
            <translation>der Slot ist weg</translation>
        </message>
        <message>
            <source>choose a host</source>
            <translation>einen Host wählen</translation>
        </message>
        <message>
            <source>choose hosts of one site</source>
            <translation>Hosts eines Standorts wählen</translation>
        </message>
        <message>
            <source>needs Arm</source>
            <translation>nur scharf geschaltet</translation>
        </message>
        <message>
            <source>&amp;Maintenance...</source>
            <translation>Wa&amp;rtung...</translation>
        </message>
        <message>
            <source>&amp;Extend the deadline...</source>
            <translation>Frist v&amp;erlängern...</translation>
        </message>
        <message>
            <source>not every chosen host is cordoned: drain it first</source>
            <translation>nicht jeder gewählte Host ist gesperrt: erst leeren</translation>
        </message>
        <message>
            <source>the drain of a chosen host still runs</source>
            <translation>die Leerung eines gewählten Hosts läuft noch</translation>
        </message>
        <message>
            <source>a chosen host is not known to be empty</source>
            <translation>von einem gewählten Host ist nicht bekannt, dass er leer ist</translation>
        </message>
        <message>
            <source>the drain is over</source>
            <translation>die Leerung ist vorbei</translation>
        </message>
        <message>
            <source>E&amp;vict cache...</source>
            <translation>Cac&amp;he entfernen...</translation>
        </message>
        <message>
            <source>the drain has ended: return to service</source>
            <translation>die Leerung hat geendet: wieder in Dienst nehmen</translation>
        </message>
        <message>
            <source>the volume is gone</source>
            <translation>das Volume ist weg</translation>
        </message>
    </context>
<context>
        <name>OrderForms</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 und %n weiterer</numerusform>
                <numerusform>%1 und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Cordon %1?</source>
            <translation>%1 sperren?</translation>
        </message>
        <message>
            <source>No new job is placed there.</source>
            <translation>Dort wird kein neuer Job platziert.</translation>
        </message>
        <message>
            <source>Jobs that run go on to their end. Nothing is destroyed by this order.</source>
            <translation>Laufende Jobs laufen bis zu ihrem Ende. Durch diesen Befehl wird nichts vernichtet.</translation>
        </message>
        <message>
            <source>&amp;Cordon %1</source>
            <translation>%1 &amp;sperren</translation>
        </message>
        <message>
            <source>&amp;Keep in service</source>
            <translation>Im &amp;Dienst lassen</translation>
        </message>
        <message>
            <source>Maintenance planned</source>
            <translation>Wartung geplant</translation>
        </message>
        <message>
            <source>Suspect hardware</source>
            <translation>Hardware verdächtig</translation>
        </message>
        <message>
            <source>Investigation</source>
            <translation>Untersuchung</translation>
        </message>
        <message>
            <source>Return %1 to service?</source>
            <translation>%1 wieder in Dienst nehmen?</translation>
        </message>
        <message>
            <source>New jobs are placed there again.</source>
            <translation>Dort werden wieder neue Jobs platziert.</translation>
        </message>
        <message>
            <source>Slots that are quarantined stay so until evidence ends it.</source>
            <translation>Slots in Quarantäne bleiben es, bis Nachweis sie beendet.</translation>
        </message>
        <message>
            <source>&amp;Return %1 to service</source>
            <translation>%1 &amp;wieder in Dienst nehmen</translation>
        </message>
        <message>
            <source>&amp;Keep cordoned</source>
            <translation>&amp;Gesperrt lassen</translation>
        </message>
        <message>
            <source>Maintenance done</source>
            <translation>Wartung erledigt</translation>
        </message>
        <message>
            <source>Checked, nothing found</source>
            <translation>Geprüft, nichts gefunden</translation>
        </message>
        <message>
            <source>Stop the drain of %1?</source>
            <translation>Leerung von %1 anhalten?</translation>
        </message>
        <message>
            <source>The hosts take work again at once.</source>
            <translation>Die Hosts nehmen sofort wieder Arbeit an.</translation>
        </message>
        <message>
            <source>The hosts stay cordoned: nothing new starts.</source>
            <translation>Die Hosts bleiben gesperrt: Nichts Neues startet.</translation>
        </message>
        <message>
            <source>Not undone: jobs that were cancelled, VMs that are gone.</source>
            <translation>Nicht umkehrbar: abgebrochene Jobs, VMs, die weg sind.</translation>
        </message>
        <message>
            <source>&amp;Stop drain, return %1</source>
            <translation>Leerung &amp;anhalten, %1 in Dienst</translation>
        </message>
        <message>
            <source>&amp;Stop drain, keep %1 cordoned</source>
            <translation>Leerung &amp;anhalten, %1 gesperrt lassen</translation>
        </message>
        <message>
            <source>&amp;Let it drain</source>
            <translation>&amp;Weiter leeren</translation>
        </message>
        <message>
            <source>Capacity needed</source>
            <translation>Kapazität gebraucht</translation>
        </message>
        <message>
            <source>Started by mistake</source>
            <translation>Irrtümlich begonnen</translation>
        </message>
        <message>
            <source>Plan changed</source>
            <translation>Plan geändert</translation>
        </message>
        <message>
            <source>Hosts</source>
            <translation>Hosts</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Effect</source>
            <translation>Wirkung</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Laufend</translation>
        </message>
        <message>
            <source>no job</source>
            <translation>kein Job</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>1 job</source>
            <translation>1 Job</translation>
        </message>
        <message numerus="yes">
            <source>%n jobs</source>
            <translation>
                <numerusform>%n Job</numerusform>
                <numerusform>%n Jobs</numerusform>
            </translation>
        </message>
        <message>
            <source>Stays</source>
            <translation>Bleibt</translation>
        </message>
        <message>
            <source>These hosts are in no list any more</source>
            <translation>Diese Hosts stehen in keiner Liste mehr</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Schließen</translation>
        </message>
        <message>
            <source>snapshot %1</source>
            <translation>Stand %1</translation>
        </message>
        <message>
            <source>%1, generation %2</source>
            <translation>%1, Generation %2</translation>
        </message>
        <message>
            <source>Drain %1 / %2</source>
            <translation>%1 / %2 leeren</translation>
        </message>
        <message>
            <source>Drain %1 in %2 / rack %3</source>
            <translation>%1 in %2 / Rack %3 leeren</translation>
        </message>
        <message>
            <source>Drain %1 in %2</source>
            <translation>%1 in %2 leeren</translation>
        </message>
        <message>
            <source>&amp;Start drain of %1</source>
            <translation>Leerung von %1 &amp;beginnen</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>&amp;Abbrechen</translation>
        </message>
        <message>
            <source>Kernel panic logs</source>
            <translation>Kernel-Panic-Logs</translation>
        </message>
        <message>
            <source>Image or agent update</source>
            <translation>Neues Image oder Agent</translation>
        </message>
        <message>
            <source>Put %1 into maintenance?</source>
            <translation>%1 in Wartung nehmen?</translation>
        </message>
        <message>
            <source>No job is placed there until a person returns it to service.</source>
            <translation>Dort wird kein Job platziert, bis ein Mensch ihn wieder in Dienst nimmt.</translation>
        </message>
        <message>
            <source>Nothing happens by itself when the time is over: it tells the others when to ask.</source>
            <translation>Wenn die Zeit um ist, geschieht nichts von selbst: sie sagt den anderen, wann sie fragen sollen.</translation>
        </message>
        <message>
            <source>&amp;Put %1 into maintenance</source>
            <translation>%1 in &amp;Wartung nehmen</translation>
        </message>
        <message>
            <source>&amp;Keep as it is</source>
            <translation>&amp;Lassen, wie es ist</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>Reparatur</translation>
        </message>
        <message>
            <source>Firmware or system update</source>
            <translation>Neue Firmware oder neues System</translation>
        </message>
        <message>
            <source>Moved or rewired</source>
            <translation>Umgesetzt oder neu verkabelt</translation>
        </message>
        <message>
            <source>Extend the deadline of the drain of %1?</source>
            <translation>Frist der Leerung von %1 verlängern?</translation>
        </message>
        <message>
            <source>The drain goes on until then. Hosts and jobs are left as they are.</source>
            <translation>Die Leerung geht bis dahin weiter. Hosts und Jobs bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>&amp;Extend deadline of %1</source>
            <translation>Frist von %1 &amp;verlängern</translation>
        </message>
        <message>
            <source>&amp;Keep the deadline</source>
            <translation>Bei der &amp;Frist bleiben</translation>
        </message>
        <message>
            <source>Jobs need longer</source>
            <translation>Jobs brauchen länger</translation>
        </message>
        <message>
            <source>Waits for a repair</source>
            <translation>Wartet auf eine Reparatur</translation>
        </message>
        <message>
            <source>none</source>
            <comment>deadline</comment>
            <translation>keine</translation>
        </message>
        <message>
            <source>%1, in %2</source>
            <comment>deadline</comment>
            <translation>%1, in %2</translation>
        </message>
        <message>
            <source>%1, passed %2 ago</source>
            <comment>deadline</comment>
            <translation>%1, seit %2 vorbei</translation>
        </message>
        <message>
            <source>&amp;Until</source>
            <translation>&amp;Bis</translation>
        </message>
        <message>
            <source>Deadline</source>
            <translation>Frist</translation>
        </message>
        <message>
            <source>Then</source>
            <translation>Dann</translation>
        </message>
        <message>
            <source>&amp;Keep out of service</source>
            <translation>&amp;Außer Dienst lassen</translation>
        </message>
    </context>
<context>
        <name>Outcomes</name>
        <message>
            <source>complete</source>
            <translation>vollständig</translation>
        </message>
        <message>
            <source>complete, host degraded</source>
            <translation>vollständig, Host eingeschränkt</translation>
        </message>
        <message>
            <source>complete after reboot</source>
            <translation>vollständig nach Neustart</translation>
        </message>
        <message>
            <source>simulated</source>
            <translation>simuliert</translation>
        </message>
        <message>
            <source>data remains</source>
            <translation>Daten bleiben</translation>
        </message>
        <message>
            <source>process cannot be ended</source>
            <translation>Prozess nicht zu beenden</translation>
        </message>
        <message>
            <source>cannot be verified</source>
            <translation>nicht zu verifizieren</translation>
        </message>
        <message>
            <source>no outcome</source>
            <translation>kein Ausgang</translation>
        </message>
    </context>
<context>
        <name>Overview</name>
        <message>
            <source>Site</source>
            <translation>Standort</translation>
        </message>
        <message>
            <source>Feed</source>
            <translation>Feed</translation>
        </message>
        <message>
            <source>Oldest statement</source>
            <translation>Älteste Aussage</translation>
        </message>
        <message>
            <source>Hosts reporting</source>
            <translation>Hosts melden sich</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Begonnen</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>Lebend</translation>
        </message>
        <message>
            <source>Tearing down</source>
            <translation>Im Abbau</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>Bestätigt</translation>
        </message>
        <message>
            <source>Unconfirmed</source>
            <translation>Unbestätigt</translation>
        </message>
        <message>
            <source>Attested</source>
            <translation>Bezeugt</translation>
        </message>
        <message>
            <source>Unaccounted for</source>
            <translation>Ungeklärt</translation>
        </message>
        <message>
            <source>No record</source>
            <translation>Ohne Eintrag</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>hosts reporting</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>a number</comment>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>not evaluated</source>
            <translation>ungeprüft</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>%1 of %2 live</source>
            <comment>sites</comment>
            <translation>%1 von %2 live</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>sites evaluated</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>nothing listed yet</source>
            <translation>noch nichts aufgelistet</translation>
        </message>
        <message>
            <source>VMs open at or started after %1</source>
            <translation>VMs, offen am oder begonnen nach dem %1</translation>
        </message>
        <message>
            <source>%1 feed lost %2. Its row and its share of the totals are last known, in italics; nothing there counts as a pass.</source>
            <translation>%1: Feed verloren %2. Seine Zeile und sein Anteil an den Summen sind letzter bekannter Stand, kursiv; nichts davon zählt als bestanden.</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>Pool</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>Frei</translation>
        </message>
        <message>
            <source>Proven</source>
            <translation>Geprüft</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>Verloren</translation>
        </message>
        <message>
            <source>simulated</source>
            <translation>simuliert</translation>
        </message>
        <message>
            <source>p50</source>
            <comment>median</comment>
            <translation>p50</translation>
        </message>
        <message>
            <source>p95</source>
            <comment>percentile</comment>
            <translation>p95</translation>
        </message>
        <message>
            <source>p99</source>
            <comment>percentile</comment>
            <translation>p99</translation>
        </message>
        <message>
            <source>SLO</source>
            <translation>SLO</translation>
        </message>
        <message>
            <source>past it: %1 of %2</source>
            <translation>darüber: %1 von %2</translation>
        </message>
        <message>
            <source>p95 by site</source>
            <translation>p95 je Standort</translation>
        </message>
        <message>
            <source>Slot</source>
            <translation>Slot</translation>
        </message>
        <message>
            <source>Tenant</source>
            <translation>Mandant</translation>
        </message>
        <message>
            <source>Since job end</source>
            <translation>Seit Job-Ende</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>Nachweis</translation>
        </message>
        <message>
            <source>%1 unacknowledged</source>
            <translation>%1 nicht quittiert</translation>
        </message>
        <message>
            <source>rate %1 per 10 min</source>
            <translation>Rate %1 je 10 min</translation>
        </message>
        <message>
            <source>shelved %1 (until %2)</source>
            <translation>zurückgestellt %1 (bis %2)</translation>
        </message>
        <message>
            <source>shelved %1</source>
            <translation>zurückgestellt %1</translation>
        </message>
        <message>
            <source>Withheld</source>
            <translation>Entzogen</translation>
        </message>
        <message>
            <source>%1 used, %2 lost, %3 withheld, %4 free, %5 unknown</source>
            <translation>%1 belegt, %2 verloren, %3 entzogen, %4 frei, %5 unbekannt</translation>
        </message>
        <message>
            <source>used</source>
            <translation>belegt</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>verloren</translation>
        </message>
        <message>
            <source>withheld: host not in service</source>
            <translation>entzogen: Host nicht im Dienst</translation>
        </message>
        <message>
            <source>free</source>
            <translation>frei</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
    </context>
<context>
        <name>Pages</name>
        <message>
            <source>&amp;Overview</source>
            <translation>&amp;Übersicht</translation>
        </message>
        <message>
            <source>&amp;Floor</source>
            <translation>Hall&amp;e</translation>
        </message>
        <message>
            <source>&amp;Hosts &amp;&amp; slots</source>
            <translation>H&amp;osts &amp;&amp; Slots</translation>
        </message>
        <message>
            <source>&amp;Drains</source>
            <translation>&amp;Leerungen</translation>
        </message>
        <message>
            <source>&amp;Isolation</source>
            <translation>&amp;Isolation</translation>
        </message>
        <message>
            <source>&amp;Caches</source>
            <translation>&amp;Caches</translation>
        </message>
        <message>
            <source>&amp;Teardowns</source>
            <translation>Abba&amp;uten</translation>
        </message>
        <message>
            <source>&amp;Audit</source>
            <translation>Audi&amp;t</translation>
        </message>
    </context>
<context>
        <name>Phases</name>
        <message>
            <source>placed</source>
            <translation>platziert</translation>
        </message>
        <message>
            <source>preparing</source>
            <translation>wird vorbereitet</translation>
        </message>
        <message>
            <source>booting</source>
            <translation>bootet</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>tearing down</source>
            <translation>im Abbau</translation>
        </message>
        <message>
            <source>proving</source>
            <translation>wird bewiesen</translation>
        </message>
        <message>
            <source>gone</source>
            <translation>weg</translation>
        </message>
    </context>
<context>
        <name>Receipt</name>
        <message>
            <source>no exit reported</source>
            <translation>kein Exit gemeldet</translation>
        </message>
        <message>
            <source>at %1</source>
            <comment>a time</comment>
            <translation>um %1</translation>
        </message>
        <message>
            <source>by the job's end</source>
            <translation>durch das Job-Ende</translation>
        </message>
        <message>
            <source>by a command</source>
            <translation>durch einen Befehl</translation>
        </message>
        <message>
            <source>by a drain</source>
            <translation>durch eine Leerung</translation>
        </message>
        <message>
            <source>by the host itself: its record and what runs differed</source>
            <translation>durch den Host selbst: Sein Eintrag und was läuft wichen voneinander ab</translation>
        </message>
        <message>
            <source>policy %1</source>
            <translation>Richtlinie %1</translation>
        </message>
        <message>
            <source>hostSeq %1</source>
            <translation>hostSeq %1</translation>
        </message>
        <message>
            <source>begun %1</source>
            <comment>a time</comment>
            <translation>begonnen %1</translation>
        </message>
        <message>
            <source>Teardown</source>
            <translation>Teardown</translation>
        </message>
        <message>
            <source>record signed %1</source>
            <comment>a time</comment>
            <translation>Eintrag signiert %1</translation>
        </message>
        <message>
            <source>Record, VM %1</source>
            <translation>Eintrag, VM %1</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Platz</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Job</translation>
        </message>
        <message>
            <source>Job end</source>
            <translation>Job-Ende</translation>
        </message>
        <message>
            <source>Duration</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>%1 from the job's end to the record</source>
            <translation>%1 vom Job-Ende bis zum Eintrag</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Ausgang</translation>
        </message>
        <message>
            <source>Backend</source>
            <translation>Backend</translation>
        </message>
        <message>
            <source>Ended before this console started: not verified here</source>
            <translation>Vor dem Start dieser Konsole beendet: hier nicht verifiziert</translation>
        </message>
        <message>
            <source>Nine clauses</source>
            <translation>Neun Klauseln</translation>
        </message>
        <message>
            <source>There is no Teardown to judge yet</source>
            <translation>Noch gibt es keinen Teardown zu beurteilen</translation>
        </message>
        <message>
            <source>not evaluated: %1</source>
            <translation>ungeprüft: %1</translation>
        </message>
        <message>
            <source>Evidence of teardown</source>
            <translation>Nachweis des Abbaus</translation>
        </message>
        <message>
            <source>not required</source>
            <translation>nicht verlangt</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>time, what was seen</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>birth</source>
            <translation>Birth</translation>
        </message>
        <message>
            <source>record</source>
            <translation>Eintrag</translation>
        </message>
        <message>
            <source>key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Next step</source>
            <translation>Nächster Schritt</translation>
        </message>
        <message>
            <source>No log</source>
            <translation>Kein Log</translation>
        </message>
        <message>
            <source>This record is the host's own claim, checked here against its key, its chain and its later statements. No transparency log stands behind it yet, so nothing is called Confirmed.</source>
            <translation>Dieser Eintrag ist die eigene Behauptung des Hosts, hier geprüft gegen Schlüssel, Kette und spätere Aussagen. Noch steht kein Transparenz-Log dahinter, darum heißt nichts Bestätigt.</translation>
        </message>
        <message>
            <source>Left over</source>
            <translation>Übrig</translation>
        </message>
        <message>
            <source>as the host says</source>
            <comment>what is left over</comment>
            <translation>laut Host</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weiterer</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
    </context>
<context>
        <name>Slots</name>
        <message>
            <source>host says absent</source>
            <translation>Host sagt nicht da</translation>
        </message>
        <message>
            <source>no record claims it</source>
            <translation>kein Eintrag beansprucht sie</translation>
        </message>
        <message>
            <source>past SLO</source>
            <comment>after a duration</comment>
            <translation>über SLO</translation>
        </message>
        <message>
            <source>never</source>
            <comment>age of evidence</comment>
            <translation>nie</translation>
        </message>
        <message>
            <source>late</source>
            <comment>before an age</comment>
            <translation>spät</translation>
        </message>
        <message>
            <source>%1 slot %2</source>
            <comment>host code, number</comment>
            <translation>%1 Slot %2</translation>
        </message>
        <message>
            <source>simulated</source>
            <translation>simuliert</translation>
        </message>
    </context>
<context>
        <name>StaleLine</name>
        <message>
            <source>%1 feed lost %2.</source>
            <translation>%1: Feed verloren %2.</translation>
        </message>
        <message>
            <source>%1 not heard yet.</source>
            <translation>%1: noch nicht gehört.</translation>
        </message>
        <message>
            <source>Showing last known state of %1.</source>
            <translation>Letzter bekannter Stand von %1.</translation>
        </message>
        <message>
            <source>Retrying in %1.</source>
            <translation>Neu in %1.</translation>
        </message>
        <message>
            <source>Retrying now.</source>
            <translation>Neuer Versuch läuft.</translation>
        </message>
    </context>
<context>
        <name>States</name>
        <message>
            <source>breach</source>
            <translation>Bruch</translation>
        </message>
        <message>
            <source>orphan</source>
            <translation>Waise</translation>
        </message>
        <message>
            <source>stuck</source>
            <translation>hängend</translation>
        </message>
        <message>
            <source>unconfirmed</source>
            <translation>unbestätigt</translation>
        </message>
        <message>
            <source>reported</source>
            <translation>gemeldet</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>quarantined</source>
            <translation>in Quarantäne</translation>
        </message>
        <message>
            <source>held</source>
            <translation>festgehalten</translation>
        </message>
        <message>
            <source>ghost</source>
            <translation>Geist</translation>
        </message>
        <message>
            <source>slow teardown</source>
            <translation>Abbau langsam</translation>
        </message>
        <message>
            <source>tearing down</source>
            <translation>im Abbau</translation>
        </message>
        <message>
            <source>booting</source>
            <translation>im Start</translation>
        </message>
        <message>
            <source>running</source>
            <translation>laufend</translation>
        </message>
        <message>
            <source>reserved</source>
            <translation>reserviert</translation>
        </message>
        <message>
            <source>free</source>
            <translation>frei</translation>
        </message>
        <message>
            <source>A critical isolation rule failed, on fresh evidence.</source>
            <translation>Eine kritische Isolationsregel scheiterte, nach frischem Nachweis.</translation>
        </message>
        <message>
            <source>The host runs a VM that no record claims.</source>
            <translation>Der Host führt eine VM aus, die kein Eintrag beansprucht.</translation>
        </message>
        <message>
            <source>Teardown is overdue and fresh evidence says the VM is still there.</source>
            <translation>Der Abbau ist überfällig, und frischer Nachweis sagt, dass die VM noch da ist.</translation>
        </message>
        <message>
            <source>Teardown is overdue and there is no proof that the VM is gone.</source>
            <translation>Der Abbau ist überfällig, und es gibt keinen Beweis, dass die VM weg ist.</translation>
        </message>
        <message>
            <source>The host's newest statement is here but not yet verified.</source>
            <translation>Die neueste Aussage des Hosts ist hier, aber noch nicht verifiziert.</translation>
        </message>
        <message>
            <source>Evidence is too old to say anything about now.</source>
            <translation>Der Nachweis ist zu alt, um etwas über jetzt zu sagen.</translation>
        </message>
        <message>
            <source>Evidence is missing or contradicted: no new work is placed here.</source>
            <translation>Nachweis fehlt oder ist widersprochen: Hier wird keine neue Arbeit platziert.</translation>
        </message>
        <message>
            <source>Frozen for forensics: teardown is refused.</source>
            <translation>Eingefroren für Forensik: Abbau wird abgewiesen.</translation>
        </message>
        <message>
            <source>The record says running, the host says absent.</source>
            <translation>Der Eintrag sagt läuft, der Host sagt nicht da.</translation>
        </message>
        <message>
            <source>Teardown takes longer than others of its class, within its time limit.</source>
            <translation>Der Abbau dauert länger als andere seiner Klasse, im Zeitlimit.</translation>
        </message>
        <message>
            <source>The job has ended; the VM is being torn down.</source>
            <translation>Der Job ist beendet; die VM wird abgebaut.</translation>
        </message>
        <message>
            <source>The VM is being prepared or boots.</source>
            <translation>Die VM wird vorbereitet oder bootet.</translation>
        </message>
        <message>
            <source>A job runs in the VM.</source>
            <translation>Ein Job läuft in der VM.</translation>
        </message>
        <message>
            <source>A VM is placed here and not yet born.</source>
            <translation>Eine VM ist hier platziert und noch nicht geboren.</translation>
        </message>
        <message>
            <source>No VM is placed here and the host lists none.</source>
            <translation>Hier ist keine VM platziert, und der Host führt keine.</translation>
        </message>
        <message>
            <source>was %1</source>
            <comment>last known state</comment>
            <translation>war: %1</translation>
        </message>
    </context>
<context>
        <name>Steps</name>
        <message>
            <source>The host says the VM is still there.</source>
            <translation>Der Host sagt, die VM ist noch da.</translation>
        </message>
        <message>
            <source>The teardown is %1 past its limit and the host says the VM is still there.</source>
            <translation>Der Abbau ist %1 über seinem Limit, und der Host sagt, die VM ist noch da.</translation>
        </message>
        <message>
            <source>Its tries have failed and the host does not try again by itself: find out what holds the VM. Force-destroy runs the whole teardown again.</source>
            <translation>Seine Versuche sind gescheitert, und der Host versucht es nicht von selbst wieder: herausfinden, was die VM hält. Vernichten erzwingen führt den ganzen Abbau noch einmal aus.</translation>
        </message>
        <message>
            <source>The host is still at it; someone should look at it.</source>
            <translation>Der Host ist noch dabei; jemand sollte danach sehen.</translation>
        </message>
        <message>
            <source>The host is silent: nobody knows whether the VM is gone. Reach the host, or have someone look at it in its rack.</source>
            <translation>Der Host ist stumm: Niemand weiß, ob die VM weg ist. Den Host erreichen oder jemanden im Rack nachsehen lassen.</translation>
        </message>
        <message>
            <source>Proof of the teardown is not complete. See which clause is missing.</source>
            <translation>Der Beweis des Abbaus ist nicht vollständig. Nachsehen, welche Klausel fehlt.</translation>
        </message>
        <message>
            <source>The teardown is %1 past its limit and its proof is not complete. See which clause is missing.</source>
            <translation>Der Abbau ist %1 über seinem Limit, und sein Beweis ist nicht vollständig. Nachsehen, welche Klausel fehlt.</translation>
        </message>
        <message>
            <source>Nothing to do.</source>
            <translation>Nichts zu tun.</translation>
        </message>
        <message>
            <source>Nothing to do: the next step is under way.</source>
            <translation>Nichts zu tun: Der nächste Schritt ist im Gange.</translation>
        </message>
        <message>
            <source>The host's newest statement has not been verified here. Nothing is known from it yet.</source>
            <translation>Die neueste Aussage des Hosts wurde hier nicht verifiziert. Noch ist daraus nichts bekannt.</translation>
        </message>
        <message>
            <source>The control plane of this site is silent. Lost contact is no proof that a VM is gone.</source>
            <translation>Die Steuerebene dieses Standorts ist stumm. Verlorener Kontakt ist kein Beweis, dass eine VM weg ist.</translation>
        </message>
        <message>
            <source>The host is silent. Not known whether the VM still runs; lost contact is no proof that it is gone.</source>
            <translation>Der Host ist stumm. Unbekannt, ob die VM noch läuft; verlorener Kontakt ist kein Beweis, dass sie weg ist.</translation>
        </message>
        <message>
            <source>The host runs a VM that no record claims. Find out whose it is before anything else.</source>
            <translation>Der Host führt eine VM aus, die kein Eintrag beansprucht. Vor allem anderen herausfinden, wessen sie ist.</translation>
        </message>
        <message>
            <source>The record says the VM runs, the host does not list it. Wait for its Teardown; if none comes, find out where the VM went.</source>
            <translation>Der Eintrag sagt, die VM läuft, der Host führt sie nicht. Auf ihren Teardown warten; kommt keiner, herausfinden, wo die VM blieb.</translation>
        </message>
        <message>
            <source>A critical isolation rule has failed. Call security and leave the host as it is.</source>
            <translation>Eine kritische Isolationsregel ist gescheitert. Security rufen und den Host lassen, wie er ist.</translation>
        </message>
        <message>
            <source>No new work is placed here until evidence or two people end the quarantine.</source>
            <translation>Hier wird keine neue Arbeit platziert, bis Nachweis oder zwei Personen die Quarantäne beenden.</translation>
        </message>
        <message>
            <source>Held for forensics: only the owner of the hold can release it.</source>
            <translation>Für Forensik festgehalten: Nur wer das veranlasst hat, kann es lösen.</translation>
        </message>
    </context>
<context>
        <name>Timeline</name>
        <message>
            <source>exit not told</source>
            <translation>Exit nicht gesagt</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <extracomment>A sentence and the technical fact behind it.</extracomment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>VM placed</source>
            <translation>VM platziert</translation>
        </message>
        <message>
            <source>Birth recorded</source>
            <translation>Birth eingetragen</translation>
        </message>
        <message>
            <source>job started</source>
            <translation>Job gestartet</translation>
        </message>
        <message>
            <source>job ended, %1</source>
            <comment>exit</comment>
            <translation>Job beendet, %1</translation>
        </message>
        <message>
            <source>teardown requested</source>
            <translation>Abbau angefordert</translation>
        </message>
        <message>
            <source>teardown failed</source>
            <translation>Abbau gescheitert</translation>
        </message>
        <message>
            <source>Teardown recorded</source>
            <translation>Teardown eingetragen</translation>
        </message>
        <message>
            <source>verified here: %1</source>
            <comment>badge</comment>
            <translation>hier verifiziert: %1</translation>
        </message>
        <message>
            <source>state became %1</source>
            <translation>Zustand wurde %1</translation>
        </message>
        <message>
            <source>host mode: %1</source>
            <translation>Modus des Hosts: %1</translation>
        </message>
        <message>
            <source>host lost</source>
            <translation>Host verloren</translation>
        </message>
        <message>
            <source>host heard again</source>
            <translation>Host wieder gehört</translation>
        </message>
        <message>
            <source>host attached to the control plane</source>
            <translation>Host mit der Steuerebene verbunden</translation>
        </message>
        <message>
            <source>host detached from the control plane</source>
            <translation>Host von der Steuerebene getrennt</translation>
        </message>
        <message>
            <source>host rebooted</source>
            <translation>Host neu gestartet</translation>
        </message>
        <message>
            <source>statement refused</source>
            <translation>Aussage abgewiesen</translation>
        </message>
        <message>
            <source>record refused</source>
            <translation>Eintrag abgewiesen</translation>
        </message>
    </context>
<context>
        <name>Times</name>
        <message numerus="yes">
            <source>%n day</source>
            <translation>
                <numerusform>%n Tag</numerusform>
                <numerusform>%n Tage</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days</source>
            <translation>
                <numerusform>%n Tag</numerusform>
                <numerusform>%n Tage</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour</source>
            <translation>
                <numerusform>%n Stunde</numerusform>
                <numerusform>%n Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hours</source>
            <translation>
                <numerusform>%n Stunde</numerusform>
                <numerusform>%n Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute</source>
            <translation>
                <numerusform>%n Minute</numerusform>
                <numerusform>%n Minuten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minutes</source>
            <translation>
                <numerusform>%n Minute</numerusform>
                <numerusform>%n Minuten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n second</source>
            <translation>
                <numerusform>%n Sekunde</numerusform>
                <numerusform>%n Sekunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seconds</source>
            <translation>
                <numerusform>%n Sekunde</numerusform>
                <numerusform>%n Sekunden</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 ago</source>
            <comment>age of a fact</comment>
            <translation>vor %1</translation>
        </message>
    </context>
<context>
        <name>Verbs</name>
        <message>
            <source>order of a newer version</source>
            <translation>Befehl einer neueren Version</translation>
        </message>
        <message>
            <source>cordon</source>
            <translation>sperren</translation>
        </message>
        <message>
            <source>return to service</source>
            <translation>wieder in Dienst nehmen</translation>
        </message>
        <message>
            <source>drain</source>
            <translation>leeren</translation>
        </message>
        <message>
            <source>stop drain</source>
            <translation>Leerung anhalten</translation>
        </message>
        <message>
            <source>maintenance</source>
            <translation>Wartung</translation>
        </message>
        <message>
            <source>cancel job</source>
            <translation>Job abbrechen</translation>
        </message>
        <message>
            <source>teardown</source>
            <translation>Abbau</translation>
        </message>
        <message>
            <source>force-destroy</source>
            <translation>Vernichten erzwingen</translation>
        </message>
        <message>
            <source>evict cache volume</source>
            <translation>Cache-Volume entfernen</translation>
        </message>
        <message>
            <source>pin cache volume</source>
            <translation>Cache-Volume anheften</translation>
        </message>
        <message>
            <source>cache quota</source>
            <translation>Cache-Kontingent</translation>
        </message>
    </context>
<context>
        <name>VmForms</name>
        <message>
            <source>%1 / %2 #%3</source>
            <translation>%1 / %2 #%3</translation>
        </message>
        <message>
            <source>ended %1, %2</source>
            <translation>beendet %1, %2</translation>
        </message>
        <message>
            <source>ended %1</source>
            <translation>beendet %1</translation>
        </message>
        <message>
            <source>running since %1</source>
            <translation>läuft seit %1</translation>
        </message>
        <message>
            <source>not started yet</source>
            <translation>noch nicht gestartet</translation>
        </message>
        <message>
            <source>1 job, 1 tenant</source>
            <translation>1 Job, 1 Mandant</translation>
        </message>
        <message>
            <source>no job</source>
            <translation>kein Job</translation>
        </message>
        <message>
            <source>T2, code and second person</source>
            <translation>T2, Code und zweite Person</translation>
        </message>
        <message>
            <source>T1, reason and one person</source>
            <translation>T1, Grund und eine Person</translation>
        </message>
        <message>
            <source>(%1 %2)</source>
            <translation>(%1 %2)</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>p95 %1</source>
            <comment>percentile</comment>
            <translation>p95 %1</translation>
        </message>
        <message>
            <source>The other slot, %1, is not touched.</source>
            <translation>Der andere Slot, %1, wird nicht angerührt.</translation>
        </message>
        <message>
            <source>The other slots, %1, are not touched.</source>
            <translation>Die anderen Slots, %1, werden nicht angerührt.</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Platz</translation>
        </message>
        <message>
            <source>%1 · row %2 · rack %3 · U%4 · slot %5</source>
            <translation>%1 · Reihe %2 · Rack %3 · U%4 · Slot %5</translation>
        </message>
        <message>
            <source>slot %1</source>
            <translation>Slot %1</translation>
        </message>
        <message>
            <source>Tried</source>
            <translation>Versucht</translation>
        </message>
        <message>
            <source>%1 %2, %3</source>
            <translation>%1 %2, %3</translation>
        </message>
        <message>
            <source>1 teardown with all its tries failed</source>
            <translation>1 Abbau, dessen Versuche alle scheiterten</translation>
        </message>
        <message numerus="yes">
            <source>%n teardowns with all their tries failed</source>
            <translation>
                <numerusform>%n Abbau, dessen Versuche alle scheiterten</numerusform>
                <numerusform>%n Abbauten, deren Versuche alle scheiterten</numerusform>
            </translation>
        </message>
        <message>
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <source>%1, generation %2</source>
            <translation>%1, Generation %2</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Job #%1</source>
            <translation>Job #%1</translation>
        </message>
        <message>
            <source>Loses</source>
            <translation>Verliert</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>Nachweis</translation>
        </message>
        <message>
            <source>fresh</source>
            <translation>frisch</translation>
        </message>
        <message>
            <source>not fresh</source>
            <translation>nicht frisch</translation>
        </message>
        <message>
            <source>Gate</source>
            <translation>Hürde</translation>
        </message>
        <message>
            <source>snapshot %1</source>
            <translation>Stand %1</translation>
        </message>
        <message>
            <source>evidence %1 old</source>
            <translation>Nachweis %1 alt</translation>
        </message>
        <message>
            <source>no evidence</source>
            <translation>kein Nachweis</translation>
        </message>
        <message>
            <source>VM %1 generation %2</source>
            <translation>VM %1 Generation %2</translation>
        </message>
        <message>
            <source>Cancel the job in %1?</source>
            <translation>Den Job in %1 abbrechen?</translation>
        </message>
        <message>
            <source>Cance&amp;l the job in %1</source>
            <translation>Job in %1 a&amp;bbrechen</translation>
        </message>
        <message>
            <source>&amp;Keep job</source>
            <translation>Job &amp;behalten</translation>
        </message>
        <message>
            <source>Job hangs</source>
            <translation>Job hängt</translation>
        </message>
        <message>
            <source>Asked for by its tenant</source>
            <translation>Vom Mandanten erbeten</translation>
        </message>
        <message>
            <source>Host is needed</source>
            <translation>Host wird gebraucht</translation>
        </message>
        <message>
            <source>Then</source>
            <translation>Dann</translation>
        </message>
        <message>
            <source>The job has %1 to end by itself. Then its VM is torn down.</source>
            <translation>Der Job hat %1, um selbst zu enden. Dann wird seine VM abgebaut.</translation>
        </message>
        <message>
            <source>Request the teardown of the VM in %1?</source>
            <translation>Abbau der VM in %1 anfordern?</translation>
        </message>
        <message>
            <source>Request &amp;teardown in %1</source>
            <translation>&amp;Abbau in %1 anfordern</translation>
        </message>
        <message>
            <source>&amp;Keep VM</source>
            <translation>VM &amp;behalten</translation>
        </message>
        <message>
            <source>Teardown does not begin</source>
            <translation>Abbau beginnt nicht</translation>
        </message>
        <message>
            <source>The host runs the ordinary teardown now, without a grace.</source>
            <translation>Der Host führt jetzt den gewöhnlichen Abbau aus, ohne Gnadenfrist.</translation>
        </message>
        <message>
            <source>Force-destroy the VM in %1?</source>
            <translation>Vernichten der VM in %1 erzwingen?</translation>
        </message>
        <message>
            <source>Force-&amp;destroy VM in %1</source>
            <translation>&amp;Vernichten der VM in %1 erzwingen</translation>
        </message>
        <message>
            <source>Stuck teardown</source>
            <translation>Abbau hängt</translation>
        </message>
        <message>
            <source>Job does not end</source>
            <translation>Job endet nicht</translation>
        </message>
        <message>
            <source>Keeps</source>
            <translation>Behält</translation>
        </message>
        <message>
            <source>Cache volumes at their last committed version; this job's forks are abandoned.</source>
            <translation>Cache-Volumes in ihrer letzten festgeschriebenen Version; die Forks dieses Jobs werden verworfen.</translation>
        </message>
        <message>
            <source>May fail</source>
            <translation>Kann scheitern</translation>
        </message>
        <message>
            <source>If the host does not answer, the VM may keep running. The result is then “unconfirmed”, not “destroyed”.</source>
            <translation>Wenn der Host nicht antwortet, läuft die VM vielleicht weiter. Das Ergebnis ist dann „unbestätigt“, nicht „vernichtet“.</translation>
        </message>
        <message>
            <source>A running job needs a second person (T2). Approvals do not exist yet: it will be refused.</source>
            <translation>Ein laufender Job braucht eine zweite Person (T2). Genehmigungen gibt es noch nicht: Das wird abgewiesen.</translation>
        </message>
        <message>
            <source>Old evidence needs a second person (T2). Approvals do not exist yet: it will be refused.</source>
            <translation>Alter Nachweis braucht eine zweite Person (T2). Genehmigungen gibt es noch nicht: Das wird abgewiesen.</translation>
        </message>
        <message>
            <source>There is no VM any more</source>
            <translation>Dort ist keine VM mehr</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Schließen</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>Cache volumes: its job ended with exit 0, so this teardown commits what it changed in them.</source>
            <translation>Cache-Volumes: Der Job endete mit Exit 0, also schreibt dieser Abbau fest, was er darin geändert hat.</translation>
        </message>
    </context>
<context>
        <name>Volumes</name>
        <message>
            <source>pinned</source>
            <translation>angeheftet</translation>
        </message>
        <message>
            <source>empty</source>
            <comment>a volume</comment>
            <translation>leer</translation>
        </message>
        <message>
            <source>of</source>
            <comment>bytes of quota</comment>
            <translation>von</translation>
        </message>
        <message>
            <source>idle</source>
            <translation>unbenutzt</translation>
        </message>
        <message>
            <source>no VM</source>
            <translation>keine VM</translation>
        </message>
        <message>
            <source>%1 VMs</source>
            <translation>%1 VMs</translation>
        </message>
        <message>
            <source>never</source>
            <comment>used</comment>
            <translation>nie</translation>
        </message>
        <message>
            <source>trusted</source>
            <translation>vertraut</translation>
        </message>
        <message>
            <source>untrusted</source>
            <translation>nicht vertraut</translation>
        </message>
        <message>
            <source>one fork is attached to two VMs</source>
            <translation>ein Fork hängt an zwei VMs</translation>
        </message>
        <message>
            <source>attached to a VM of another tenant</source>
            <translation>hängt an einer VM eines anderen Mandanten</translation>
        </message>
        <message>
            <source>attached, no live VM</source>
            <translation>angehängt, keine lebende VM</translation>
        </message>
        <message>
            <source>last written by an untrusted job</source>
            <translation>zuletzt von einem nicht vertrauten Job geschrieben</translation>
        </message>
        <message>
            <source>over 90 % of its quota</source>
            <translation>über 90 % seines Kontingents</translation>
        </message>
    </context>
</TS>
