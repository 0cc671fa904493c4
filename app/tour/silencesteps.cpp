// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "daemoncontrol.h"
#include "pixels.h"
#include "steps.h"
#include "tour.h"

#include <QElapsedTimer>
#include <QRegularExpression>

namespace Espalier::Tour {

namespace {

constexpr qint64 silenceMs = 40000;
constexpr qint64 afterwardsMs = 6000; // in which the evidence of all hosts comes in again
constexpr int staleAfterS = 6;
constexpr int unknownAfterS = 30;
constexpr int lateAtMostS = 1;
constexpr int messageEveryS = 2;

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
    void judge(const QImage& picture, const QRegion& area);
    [[nodiscard]] bool isSilent() const;
    void expectWord(const QString& word, int after, const QDeadlineTimer& deadline);
    void checkAge(const QString& word, int after);
    void comeBack(const QDeadlineTimer& deadline);

    Tour& m_tour;
    ConsoleFace m_face;
    QString m_site, m_strip;
    QRegion m_rows, m_rowsWithoutBars;
    QStringList m_observed;
    QElapsedTimer m_clock; // from the moment before the stop: the last message is not younger
    qint64 m_lookedAt = 0, m_readAt = 0; // of the last look: its begin, its end
    int m_silentLooks = 0, m_liveLooks = 0;
};

// What is stale wears no colour at all; of a live and healthy site only a bar may. The strip is
// read before and after the picture: a picture of the moment of change is judged by what both have
// in common.
void Silence::look()
{
    m_lookedAt = m_clock.elapsed();
    const bool wasSilent = isSilent();
    const QImage picture = m_tour.desk().screen().picture();
    m_strip = m_face.strip(m_site);
    m_readAt = m_clock.elapsed();
    if (wasSilent && isSilent()) {
        ++m_silentLooks;
        judge(picture, m_rows);
    } else {
        ++m_liveLooks;
        judge(picture, m_rowsWithoutBars);
    }
}

void Silence::judge(const QImage& picture, const QRegion& area)
{
    const int coloured = colouredPixels(picture, area);
    if (coloured == 0)
        return;
    const QString file = QStringLiteral("%1/07-wrong-colour.png").arg(m_tour.folder());
    (void)picture.save(file);
    throw Failure(QStringLiteral("%1 coloured pixels in the rows of %2, %3 s after the stop, while "
                                 "the strip said \"%4\": %5")
                      .arg(coloured)
                      .arg(m_site)
                      .arg(static_cast<double>(m_lookedAt) / 1000, 0, 'f', 1)
                      .arg(m_strip, file));
}

bool Silence::isSilent() const
{
    return m_strip.contains(QLatin1String("STALE")) || m_strip.contains(QLatin1String("UNKNOWN"));
}

// Counted twice: by the age that the strip shows, and by this side's clock. Messages come at least
// every 2 s (protocol.md 2), so the last one came at most 2 s before the stop.
void Silence::expectWord(const QString& word, int after, const QDeadlineTimer& deadline)
{
    qint64 without = 0;
    until(
        deadline, QStringLiteral("the strip says %1 of %2").arg(word, m_site), [&](QString& seen) {
            look();
            seen = m_strip;
            if (m_strip.contains(word))
                return true;
            without = m_lookedAt;
            return false;
        });
    const qint64 late = (after + lateAtMostS) * qint64{1000};
    const qint64 early = (after - messageEveryS) * qint64{1000};
    m_observed.append(QStringLiteral("%1 at age %2 s, on screen %3 to %4 s after the stop")
                          .arg(word)
                          .arg(secondsIn(m_strip))
                          .arg(static_cast<double>(without) / 1000, 0, 'f', 1)
                          .arg(static_cast<double>(m_readAt) / 1000, 0, 'f', 1));
    checkAge(word, after);
    if (without > late || m_readAt < early)
        throw Failure(QStringLiteral("%1: due %2 to %3 ms after the stop; not there at %4 ms, read "
                                     "by %5 ms")
                          .arg(word)
                          .arg(early)
                          .arg(late)
                          .arg(without)
                          .arg(m_readAt));
}

void Silence::checkAge(const QString& word, int after)
{
    const int age = secondsIn(m_strip);
    if (age < after || age > after + lateAtMostS)
        throw Failure(QStringLiteral("\"%1\": %2 is due at %3 to %4 s")
                          .arg(m_strip, word)
                          .arg(after)
                          .arg(after + lateAtMostS));
}

// The site is healthy and simulated: also in the moments after its return, when some of its
// evidence is still that of before, there is nothing to be alarmed at.
void Silence::comeBack(const QDeadlineTimer& deadline)
{
    until(deadline, QStringLiteral("%1 is live again").arg(m_site), [&](QString& seen) {
        look();
        seen = m_strip;
        return m_strip.contains(QLatin1String("live"));
    });
    m_observed.append(QStringLiteral("then \"%1\"").arg(m_strip));
    const qint64 end = m_clock.elapsed() + afterwardsMs;
    until(deadline, QStringLiteral("%1 s of life").arg(afterwardsMs / 1000), [&](QString&) {
        look();
        return m_clock.elapsed() >= end;
    });
    if (!m_strip.contains(QLatin1String("live")))
        throw Failure(QStringLiteral("%1 did not stay live: %2").arg(m_site, m_strip));
}

QString Silence::run(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Hosts, deadline);
    m_face.chooseNothing(deadline);
    m_face.filter(m_site, deadline);
    m_rows = m_face.rowArea(deadline);
    m_rowsWithoutBars = m_face.rowAreaWithoutBars(deadline);
    const auto fleetd = liveProcess(m_tour.fleet().daemon(m_site + QStringLiteral("/fleetd")));
    if (!fleetd)
        throw Failure(QStringLiteral("the fleetd of %1 does not live").arg(m_site));
    m_clock.start();
    Stopped stopped(fleetd->pid);
    expectWord(QStringLiteral("STALE"), staleAfterS, deadline);
    m_tour.picture(QStringLiteral("07-stale"));
    expectWord(QStringLiteral("UNKNOWN"), unknownAfterS, deadline);
    m_tour.picture(QStringLiteral("07-unknown"));
    until(deadline, QStringLiteral("40 s of silence"), [&](QString&) {
        look();
        return m_clock.elapsed() >= silenceMs;
    });
    stopped.goOn();
    comeBack(deadline);
    m_tour.picture(QStringLiteral("07-back"));
    m_face.filter(QString(), deadline);
    return QStringLiteral(
        "%1: %2; 0 coloured pixels in %3 looks at its stale rows and in %4 at its "
        "live ones")
        .arg(m_site, m_observed.join(QStringLiteral(", ")))
        .arg(m_silentLooks)
        .arg(m_liveLooks);
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
