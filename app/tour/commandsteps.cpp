// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "steps.h"
#include "submission.h"
#include "tour.h"

#include <QUuid>

namespace Espalier::Tour {

namespace {

// Orders to the real site that must be refused, and who says why.
class Orders final {
public:
    explicit Orders(Tour& tour)
        : m_tour(tour)
        , m_face(tour.desk())
    {
    }

    QString replayed(const QDeadlineTimer& deadline);
    QString oldGeneration(const QDeadlineTimer& deadline);
    QString otherBoot(const QDeadlineTimer& deadline);
    QString expired(const QDeadlineTimer& deadline);
    QString notSigned(const QDeadlineTimer& deadline);
    QString wrongKey(const QDeadlineTimer& deadline);
    QString lowRole(const QDeadlineTimer& deadline);
    QString runningJob(const QDeadlineTimer& deadline);

private:
    [[nodiscard]] const Fleet& fleet() const { return m_tour.fleet(); }
    // A simulated host in service, always the same.
    [[nodiscard]] QJsonObject host();
    [[nodiscard]] CommandResult send(const QStringList& words) const;
    void accepted(const QStringList& words) const;
    // What stderr says of an order that must be refused with that code, if the host stays as it is.
    QString refused(const QStringList& words, const QString& code);
    // The same, and the page of the audit shows the entry that fleetd keeps of it.
    QString audited(QStringList words, const QString& code, const QDeadlineTimer& deadline);
    // What the page of the audit says under Result in the entry that holds the text.
    QString auditShown(const QString& detail, const QDeadlineTimer& deadline);

    Tour& m_tour;
    ConsoleFace m_face;
    QString m_host;
};

QJsonObject Orders::host()
{
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("host"))) {
        const QJsonObject host = value.toObject();
        const bool fits = m_host.isEmpty() ? host.value(QLatin1String("simulated")).toBool()
                && host.value(QLatin1String("attached")).toBool()
                && text(host, "mode") == QLatin1String("in-service")
                                           : text(host, "uid") == m_host;
        if (!fits)
            continue;
        m_host = text(host, "uid");
        return host;
    }
    throw Failure(QStringLiteral("no simulated host is in service"));
}

CommandResult Orders::send(const QStringList& words) const
{
    QStringList all = words;
    if (!words.contains(QLatin1String("--send")))
        all << QStringLiteral("--reason") << QStringLiteral("the tour tries this order");
    return fleet().command(all);
}

void Orders::accepted(const QStringList& words) const
{
    const CommandResult result = send(words);
    if (!result.ok())
        throw Failure(QStringLiteral("%1 ended with %2: %3 %4")
                          .arg(words.join(QLatin1Char(' ')))
                          .arg(result.exitStatus)
                          .arg(result.output.trimmed(), result.errors.trimmed()));
}

QString Orders::refused(const QStringList& words, const QString& code)
{
    const QJsonObject before = host();
    const CommandResult result = send(words);
    const QString said = result.errors.trimmed();
    if (result.exitStatus != 1 || !said.contains(code))
        throw Failure(QStringLiteral("%1 ended with %2: %3 %4; expected: %5")
                          .arg(words.join(QLatin1Char(' ')))
                          .arg(result.exitStatus)
                          .arg(result.output.trimmed(), said, code));
    const QJsonObject after = host();
    for (const char* field : {"generation", "mode", "modeSinceNs"}) {
        if (before.value(QLatin1String(field)) != after.value(QLatin1String(field)))
            throw Failure(QStringLiteral("refused, and yet %1 of the host became %2")
                              .arg(QLatin1String(field),
                                  after.value(QLatin1String(field)).toVariant().toString()));
    }
    return said.section(QStringLiteral(": "), 1);
}

QString Orders::audited(QStringList words, const QString& code, const QDeadlineTimer& deadline)
{
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    words << QStringLiteral("--id") << id;
    const QString said = refused(words, code);
    QString detail;
    for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("audit_entry"))) {
        const QJsonObject entry = value.toObject();
        if (text(entry, "command") != id || text(entry, "result") != QLatin1String("REJECTED"))
            continue;
        detail = text(entry, "resultDetail");
    }
    if (detail.isEmpty() || !said.contains(detail))
        throw Failure(
            QStringLiteral("refused: %1; fleetd's audit of it: \"%2\"").arg(said, detail));
    return QStringLiteral("%1; audit: %2").arg(said, auditShown(detail, deadline));
}

QString Orders::auditShown(const QString& detail, const QDeadlineTimer& deadline)
{
    m_face.open(ConsoleFace::Page::Audit, deadline);
    return *until(deadline, QStringLiteral("the audit says \"%1\"").arg(detail),
        [&](QString& seen) -> std::optional<QString> {
            const TableText rows = m_face.rows(ConsoleFace::Page::Audit, deadline);
            seen = QStringLiteral("%1 rows").arg(rows.rows.size());
            const auto row = ConsoleFace::rowWith(rows, ConsoleFace::resultColumn(), detail);
            if (!row) {
                seen += QStringLiteral(", the first says ")
                    + (rows.rows.empty()
                            ? QString()
                            : QStringList(rows.rows.front().begin(), rows.rows.front().end())
                                  .join(QStringLiteral(" | ")));
                return std::nullopt;
            }
            return row->value(ConsoleFace::resultColumn());
        });
}

QString Orders::replayed(const QDeadlineTimer&)
{
    const QString code = text(host(), "code");
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    const QString saved = m_tour.folder() + QStringLiteral("/replayed.command");
    accepted({QStringLiteral("cordon"), code, QStringLiteral("--id"), id, QStringLiteral("--save"),
        saved});
    const QJsonObject once = host();
    const CommandResult again = send({QStringLiteral("--send"), saved});
    if (!again.ok() || !again.output.contains(id + QStringLiteral(" (was here before)")))
        throw Failure(QStringLiteral("sent again, it ended with %1: %2 %3")
                          .arg(again.exitStatus)
                          .arg(again.output.trimmed(), again.errors.trimmed()));
    if (host().value(QLatin1String("generation")) != once.value(QLatin1String("generation")))
        throw Failure(QStringLiteral("sent again, the order was carried out twice"));
    const QString said = refused({QStringLiteral("uncordon"), code, QStringLiteral("--id"), id},
        QStringLiteral("IDEMPOTENCY_MISMATCH"));
    accepted({QStringLiteral("uncordon"), code});
    return QStringLiteral("the same again: %1; with another payload: %2")
        .arg(again.output.section(QLatin1Char('\n'), 0, 0), said);
}

QString Orders::oldGeneration(const QDeadlineTimer& deadline)
{
    const QJsonObject before = host();
    accepted({QStringLiteral("uncordon"), text(before, "code")});
    return audited({QStringLiteral("cordon"), text(before, "code"), QStringLiteral("--generation"),
                       QString::number(number(before, "generation"))},
        QStringLiteral("stale: "), deadline);
}

QString Orders::otherBoot(const QDeadlineTimer& deadline)
{
    return audited({QStringLiteral("cordon"), text(host(), "code"), QStringLiteral("--boot-id"),
                       QUuid::createUuid().toString(QUuid::WithoutBraces)},
        QStringLiteral("boot: "), deadline);
}

QString Orders::expired(const QDeadlineTimer& deadline)
{
    return audited({QStringLiteral("cordon"), text(host(), "code"), QStringLiteral("--not-after"),
                       QStringLiteral("-10")},
        QStringLiteral("expired: "), deadline);
}

// As good as any other order, but that nobody has signed it. A dry run leaves no trace: its bytes
// are taken.
QString Orders::notSigned(const QDeadlineTimer& deadline)
{
    const QJsonObject before = host();
    const QString saved = m_tour.folder() + QStringLiteral("/unsigned.command");
    accepted({QStringLiteral("cordon"), text(before, "code"), QStringLiteral("--dry-run"),
        QStringLiteral("--save"), saved});
    const QString identity = fleet().pki() + QStringLiteral("/users/oncall/tls");
    const CommandResult result = runCommand(fleet().program(QStringLiteral("espalier-hostile")),
        {QStringLiteral("unsigned"), QStringLiteral("--request"), saved, QStringLiteral("--fleetd"),
            fleet().address(fleet().realSite()), QStringLiteral("--certificate"),
            identity + QStringLiteral(".pem"), QStringLiteral("--key"),
            identity + QStringLiteral(".key"), QStringLiteral("--roots"),
            fleet().pki() + QStringLiteral("/trust/roots.pem")});
    const QString said = result.output.trimmed();
    const QString reason = QStringLiteral("malformed: envelope has 0 signatures");
    if (!result.ok() || !said.contains(reason))
        throw Failure(QStringLiteral("unsigned, it ended with %1: %2 %3")
                          .arg(result.exitStatus)
                          .arg(said, result.errors.trimmed()));
    if (host().value(QLatin1String("generation")) != before.value(QLatin1String("generation")))
        throw Failure(QStringLiteral("unsigned, and yet the host's generation changed"));
    return QStringLiteral("%1; audit: %2").arg(said, auditShown(reason, deadline));
}

QString Orders::wrongKey(const QDeadlineTimer& deadline)
{
    return audited({QStringLiteral("cordon"), text(host(), "code"), QStringLiteral("--key"),
                       fleet().pki() + QStringLiteral("/users/admin/command.key")},
        QStringLiteral("bad-signature: "), deadline);
}

// fleetd turns the identity away before it looks at the order: no entry of the audit.
QString Orders::lowRole(const QDeadlineTimer&)
{
    return refused({QStringLiteral("cordon"), text(host(), "code"), QStringLiteral("--user"),
                       QStringLiteral("viewer")},
        QStringLiteral("the role operator or on-call is missing"));
}

QString Orders::runningJob(const QDeadlineTimer& deadline)
{
    if (fleet().realHost().isEmpty())
        throw Failure(QStringLiteral("there is no real host: ") + fleet().realHostProblem());
    Submission job(
        fleet(), QStringLiteral("acme"), QStringLiteral("tour"), QStringLiteral("sleep 8\n"));
    const QString vm = job.vm(deadline);
    until(deadline, QStringLiteral("the VM has its Birth"), [&](QString& seen) {
        for (const QJsonValue value : fleet().list(fleet().realSite(), QStringLiteral("vm"))) {
            if (text(value.toObject(), "uid") == vm)
                seen = text(value.toObject(), "birth");
        }
        return !seen.isEmpty();
    });
    const QString said =
        audited({QStringLiteral("force-destroy"), vm}, QStringLiteral("approvals: "), deadline);
    if (const int status = job.waitForEnd(deadline); status != 0)
        throw Failure(QStringLiteral("refused, and yet the job ended with %1: %2")
                          .arg(status)
                          .arg(job.output().trimmed()));
    return said + QStringLiteral("; the job ran to its end");
}

struct OrderStep final {
    const char* id;
    const char* what;
    QString (Orders::*run)(const QDeadlineTimer& deadline);
};

constexpr OrderStep orderSteps[] = {
    {"13-refused-unsigned", "an order that nobody signed is refused, and the audit says so",
        &Orders::notSigned},
    {"13-refused-replayed", "an order sent again is done once, its id with other content refused",
        &Orders::replayed},
    {"13-refused-generation", "an order to an old generation of its target is refused",
        &Orders::oldGeneration},
    {"13-refused-boot", "an order to another boot of its host is refused", &Orders::otherBoot},
    {"13-refused-expired", "an order whose time is over is refused", &Orders::expired},
    {"13-refused-key", "an order that another's key signed is refused", &Orders::wrongKey},
    {"13-refused-role", "a viewer's order is refused", &Orders::lowRole},
    {"13-refused-running", "force-destroy of a VM whose job runs needs a second person",
        &Orders::runningJob},
};

} // namespace

void commandSteps(Tour& tour)
{
    Orders orders(tour);
    for (const OrderStep& step : orderSteps) {
        tour.step(QLatin1String(step.id), QLatin1String(step.what), 30,
            [&](const QDeadlineTimer& deadline) { return (orders.*step.run)(deadline); });
    }
}

} // namespace Espalier::Tour
