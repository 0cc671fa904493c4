// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "daemoncontrol.h"
#include "pixels.h"
#include "steps.h"
#include "tour.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <csignal>

namespace Espalier::Tour {

namespace {

constexpr qint64 silenceMs = 40000;
// The age that the strip may show when it first says so: on the dot or at most 1 s late.
constexpr int staleAfterS = 6;
constexpr int unknownAfterS = 30;

// Stops a process for as long as it lives, also when the step fails.
class Stopped final {
public:
    explicit Stopped(qint64 pid)
        : m_pid(pid)
    {
        sendSignal(m_pid, SIGSTOP);
    }
    ~Stopped()
    {
        if (m_pid != 0)
            (void)runAsRoot(
                {QStringLiteral("kill"), QStringLiteral("-CONT"), QString::number(m_pid)});
    }
    Stopped(const Stopped&) = delete;
    Stopped& operator=(const Stopped&) = delete;

    void goOn()
    {
        if (m_pid != 0)
            sendSignal(std::exchange(m_pid, 0), SIGCONT);
    }

private:
    qint64 m_pid;
};

int secondsIn(const QString& strip)
{
    static const QRegularExpression pattern(QStringLiteral("(?:(\\d+) m )?(\\d+) s"));
    const QRegularExpressionMatch match = pattern.match(strip);
    if (!match.hasMatch())
        return -1;
    return match.captured(1).toInt() * 60 + match.captured(2).toInt();
}

// Watches one site fall silent and come back; never may a pixel of its rows wear a colour.
class Silence final {
public:
    Silence(Tour& tour, QString site)
        : m_tour(tour)
        , m_face(tour.desk())
        , m_site(std::move(site))
    {
    }

    QString run(const QDeadlineTimer& deadline);

private:
    void look();
    [[nodiscard]] bool isSilent() const;
    void fallSilent(const QDeadlineTimer& deadline);
    void comeBack(const QDeadlineTimer& deadline);
    void expectWord(const QString& word, int after, const QDeadlineTimer& deadline);

    Tour& m_tour;
    ConsoleFace m_face;
    QString m_site, m_strip;
    QRect m_rows;
    QStringList m_observed;
    int m_looks = 0, m_silentLooks = 0;
};

// A live site's rows may wear a colour of their own; what is stale never may. The strip is read
// before and after the picture, so that a picture of the moment of change accuses nobody.
void Silence::look()
{
    ++m_looks;
    const bool wasSilent = isSilent();
    const QImage picture = m_tour.desk().screen().picture();
    m_strip = m_face.strip(m_site);
    if (!wasSilent || !isSilent())
        return;
    ++m_silentLooks;
    if (const int coloured = colouredPixels(picture, m_rows); coloured > 0) {
        m_tour.picture(QStringLiteral("07-wrong-colour"));
        throw Failure(
            QStringLiteral("%1 coloured pixels in the rows of %2 while the strip said \"%3\"")
                .arg(coloured)
                .arg(m_site, m_strip));
    }
}

bool Silence::isSilent() const
{
    return m_strip.contains(QLatin1String("STALE")) || m_strip.contains(QLatin1String("UNKNOWN"));
}

void Silence::expectWord(const QString& word, int after, const QDeadlineTimer& deadline)
{
    until(
        deadline, QStringLiteral("the strip says %1 of %2").arg(word, m_site), [&](QString& seen) {
            look();
            seen = m_strip;
            return m_strip.contains(word);
        });
    const int age = secondsIn(m_strip);
    m_observed.append(QStringLiteral("%1 at age %2 s").arg(word).arg(age));
    if (age < after || age > after + 1)
        throw Failure(QStringLiteral("\"%1\": expected at %2 to %3 s")
                          .arg(m_strip)
                          .arg(after)
                          .arg(after + 1));
}

void Silence::fallSilent(const QDeadlineTimer& deadline)
{
    expectWord(QStringLiteral("STALE"), staleAfterS, deadline);
    m_tour.picture(QStringLiteral("07-stale"));
    expectWord(QStringLiteral("UNKNOWN"), unknownAfterS, deadline);
    m_tour.picture(QStringLiteral("07-unknown"));
}

void Silence::comeBack(const QDeadlineTimer& deadline)
{
    until(deadline, QStringLiteral("%1 is live again").arg(m_site), [&](QString& seen) {
        look();
        seen = m_strip;
        return m_strip.contains(QLatin1String("live"));
    });
    m_observed.append(QStringLiteral("then \"%1\"").arg(m_strip));
}

QString Silence::run(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.filter(m_site, deadline);
    m_rows = m_face.rowArea(deadline);
    const auto fleetd = liveProcess(m_tour.fleet().daemon(m_site + QStringLiteral("/fleetd")));
    if (!fleetd)
        throw Failure(QStringLiteral("the fleetd of %1 does not live").arg(m_site));
    QElapsedTimer clock;
    clock.start();
    Stopped stopped(fleetd->pid);
    fallSilent(deadline);
    until(deadline, QStringLiteral("40 s of silence"), [&](QString&) {
        look();
        return clock.elapsed() >= silenceMs;
    });
    stopped.goOn();
    comeBack(deadline);
    m_face.filter(QString(), deadline);
    return QStringLiteral("%1: %2; 0 coloured pixels in %3 looks at its stale rows, %4 in all")
        .arg(m_site, m_observed.join(QStringLiteral(", ")))
        .arg(m_silentLooks)
        .arg(m_looks);
}

} // namespace

void silenceSteps(Tour& tour)
{
    const QString real = tour.fleet().realSite();
    QString site;
    for (const QString& other : tour.fleet().sites()) {
        if (other != real)
            site = other;
    }
    tour.step(QStringLiteral("7-silence"),
        QStringLiteral("a stopped control plane: stale after 6 s, unknown after 30 s, back without "
                       "a wrong colour"),
        75, [&](const QDeadlineTimer& deadline) { return Silence(tour, site).run(deadline); });
}

} // namespace Espalier::Tour
