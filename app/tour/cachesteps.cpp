// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <QDateTime>
#include <QRegularExpression>

namespace Espalier::Tour {

namespace {

// Both tenants have a cluster, a pipeline and a cache of the same names.
const QString pipeline = QStringLiteral("tour-cache");
const QString cache = QStringLiteral("deps");

// A value that no former tour has left there.
QString newToken() { return QString::number(QDateTime::currentMSecsSinceEpoch(), 36); }

// What fleetd lists of one tenant's volume.
struct Volume final {
    QString id;
    QStringList versions; // host and number
    int forks = 0;
};

class CacheLives final {
public:
    explicit CacheLives(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
    {
    }

    QString commit(const QDeadlineTimer& deadline);
    QString lookFromOutside(const QDeadlineTimer& deadline);
    QString spoil(const QDeadlineTimer& deadline);
    QString readThePage(const QDeadlineTimer& deadline);
    QString readTheInvariants(const QDeadlineTimer& deadline);

private:
    // Runs a job with the cache to the proof of its end; what it printed after "seen ".
    QString run(const QString& tenant, const QString& script, const QString& exit,
        const QDeadlineTimer& deadline);
    // Waits until fleetd lists that many versions of the tenant's volume, and no fork.
    Volume settled(const QString& tenant, qsizetype versions, const QDeadlineTimer& deadline);

    Tour& m_tour;
    ConsoleFace m_face;
    const QString m_token = newToken();
    Volume m_mine, m_others;
};

QString CacheLives::run(const QString& tenant, const QString& script, const QString& exit,
    const QDeadlineTimer& deadline)
{
    if (m_tour.fleet().realHost().isEmpty())
        throw Failure(QStringLiteral("there is no real host: ") + m_tour.fleet().realHostProblem());
    Submission job(m_tour.fleet(), tenant, pipeline, script, {QStringLiteral("--cache"), cache});
    const QString seen = job.waitFor(QStringLiteral("seen "), deadline);
    (void)job.waitFor(QStringLiteral("exit ") + exit, deadline);
    const int status = job.waitForEnd(deadline);
    if (status != 0 || !job.output().contains(QLatin1String("Signed + host agrees")))
        throw Failure(
            QStringLiteral("submit ended with %1: %2").arg(status).arg(job.output().right(400)));
    return seen;
}

Volume CacheLives::settled(
    const QString& tenant, qsizetype versions, const QDeadlineTimer& deadline)
{
    const QString what = QStringLiteral("fleetd lists %1 versions of %2's volume, none attached")
                             .arg(versions)
                             .arg(tenant);
    return *until(deadline, what, [&](QString& seen) -> std::optional<Volume> {
        for (const QJsonValue value :
            m_tour.fleet().list(m_tour.fleet().realSite(), QStringLiteral("cache-volume"))) {
            const QJsonObject object = value.toObject();
            if (text(object, "tenant") != tenant || text(object, "pipeline") != pipeline
                || text(object, "name") != cache)
                continue;
            Volume volume{text(object, "uid"), {}, 0};
            for (const QJsonValue version : object.value(QLatin1String("versions")).toArray())
                volume.versions << text(version.toObject(), "host").left(8) + QStringLiteral(" v")
                        + text(version.toObject(), "version");
            volume.forks = static_cast<int>(object.value(QLatin1String("forks")).toArray().size());
            seen = QStringLiteral("%1, forks %2")
                       .arg(volume.versions.join(QStringLiteral(", ")))
                       .arg(volume.forks);
            if (volume.versions.size() == versions && volume.forks == 0)
                return volume;
        }
        return std::nullopt;
    });
}

QString CacheLives::commit(const QDeadlineTimer& deadline)
{
    const QString seen = run(QStringLiteral("acme"),
        QStringLiteral("echo \"seen $(cat /cache/deps/mark || echo nothing)\"\n"
                       "echo %1 > /cache/deps/mark\n")
            .arg(m_token),
        QStringLiteral("0"), deadline);
    m_mine = settled(QStringLiteral("acme"), 1, deadline);
    return QStringLiteral("saw %1, committed %2").arg(seen, m_mine.versions.join(u' '));
}

QString CacheLives::lookFromOutside(const QDeadlineTimer& deadline)
{
    const QString seen = run(QStringLiteral("globex"),
        QStringLiteral("echo \"seen $(ls -A /cache/deps | grep -v lost+found | wc -l) files, "
                       "$(grep -rl %1 /cache | wc -l) of acme\"\n"
                       "echo mine > /cache/deps/mark\n")
            .arg(m_token),
        QStringLiteral("0"), deadline);
    if (!seen.endsWith(QLatin1String("0 of acme")))
        throw Failure(seen);
    m_others = settled(QStringLiteral("globex"), 1, deadline);
    if (m_others.id == m_mine.id)
        throw Failure(QStringLiteral("both have volume %1").arg(m_mine.id));
    return QStringLiteral("saw %1; volume %2, not %3").arg(seen, m_others.id, m_mine.id);
}

QString CacheLives::spoil(const QDeadlineTimer& deadline)
{
    (void)run(QStringLiteral("acme"),
        QStringLiteral("echo spoilt > /cache/deps/mark\nsync\necho \"seen $(cat "
                       "/cache/deps/mark)\"\nexit 3\n"),
        QStringLiteral("3"), deadline);
    const Volume after = settled(QStringLiteral("acme"), 1, deadline);
    if (after.versions != m_mine.versions)
        throw Failure(QStringLiteral("%1 became %2")
                          .arg(m_mine.versions.join(u' '), after.versions.join(u' ')));
    const QString seen = run(QStringLiteral("acme"),
        QStringLiteral("echo \"seen $(cat /cache/deps/mark)\"\n"), QStringLiteral("0"), deadline);
    if (seen != m_token)
        throw Failure(QStringLiteral("the next job saw %1, not %2").arg(seen, m_token));
    return QStringLiteral("still %1, and the next job reads %2")
        .arg(after.versions.join(u' '), seen);
}

QString CacheLives::readThePage(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Caches, deadline);
    m_face.filter(pipeline, deadline);
    QStringList tenants;
    until(deadline, QStringLiteral("a row for each of the two"), [&](QString& seen) {
        const TableText rows = m_face.rows(ConsoleFace::Page::Caches, deadline);
        tenants.clear();
        for (const QString& tenant : {QStringLiteral("acme"), QStringLiteral("globex")}) {
            const auto row = ConsoleFace::rowWith(rows, ConsoleFace::tenantColumn(), tenant);
            if (row)
                tenants << QStringList(row->values()).join(QStringLiteral(" | "));
        }
        seen = tenants.join(QStringLiteral("; "));
        return tenants.size() == 2 && !seen.contains(QLatin1String("no VM"));
    });
    m_tour.picture(QStringLiteral("09-caches"));
    m_face.filter(QString(), deadline);
    return tenants.join(QStringLiteral("; "));
}

// The console's own auditor has read each attachment: owner, one VM a fork, within its life.
QString CacheLives::readTheInvariants(const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Isolation, deadline);
    QStringList stand;
    until(deadline, QStringLiteral("I14, I15 and I16 are passed"), [&](QString& seen) {
        const TableText rows = m_face.rows(ConsoleFace::Page::Isolation, deadline);
        stand.clear();
        int passed = 0;
        for (const auto& cells : rows.rows) {
            QStringList row;
            for (const QString& cell : cells)
                row << cell;
            const QString words = row.join(QStringLiteral(" | "));
            const bool ours = words.contains(QRegularExpression(QStringLiteral("\\bI1[456]\\b")));
            if (ours || words.contains(QLatin1String("fail")))
                stand << words;
            passed += ours && words.contains(QLatin1String("pass"))
                    && !words.contains(QLatin1String("fail"))
                ? 1
                : 0;
        }
        seen = stand.join(QStringLiteral("; "));
        return passed == 3;
    });
    return stand.join(QStringLiteral("; "));
}

} // namespace

void cacheSteps(Tour& tour)
{
    CacheLives caches(tour);
    tour.step(QStringLiteral("9-committed"),
        QStringLiteral("a job that ends well commits its cache"), 90,
        [&](const QDeadlineTimer& deadline) { return caches.commit(deadline); });
    tour.step(QStringLiteral("9-apart"),
        QStringLiteral("another tenant's cache of the same name has nothing of it"), 90,
        [&](const QDeadlineTimer& deadline) { return caches.lookFromOutside(deadline); });
    tour.step(QStringLiteral("9-failed"),
        QStringLiteral("a job that fails leaves the version as it was"), 150,
        [&](const QDeadlineTimer& deadline) { return caches.spoil(deadline); });
    tour.step(QStringLiteral("9-page"), QStringLiteral("the page Caches shows both, apart"), 20,
        [&](const QDeadlineTimer& deadline) { return caches.readThePage(deadline); });
    tour.step(QStringLiteral("9-invariants"),
        QStringLiteral("the console itself has judged owners, forks and lifetimes"), 20,
        [&](const QDeadlineTimer& deadline) { return caches.readTheInvariants(deadline); });
}

} // namespace Espalier::Tour
