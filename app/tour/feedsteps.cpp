// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "steps.h"
#include "tour.h"

#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace Espalier::Tour {

namespace {

QString feeds(Tour& tour, ConsoleFace& face, const QDeadlineTimer& deadline)
{
    QStringList observed;
    for (const QString& site : tour.fleet().sites()) {
        observed.append(*until(deadline, QStringLiteral("%1 is live").arg(site),
            [&](QString& seen) -> std::optional<QString> {
                seen = face.strip(site);
                return seen.contains(QLatin1String("live")) ? std::optional(seen) : std::nullopt;
            }));
    }
    return observed.join(QStringLiteral("; "));
}

// What fleetd lists of a slot, and the word that a person must read for it.
struct ListedSlot final {
    QString host;
    QString vm;
    QString word;
    bool simulated = false;
    QString tenant;
    QString job; // nightly#12
    friend bool operator==(const ListedSlot&, const ListedSlot&) = default;
};

QString wordFor(const QJsonObject& slot, const QJsonObject& vm)
{
    if (vm.isEmpty())
        return slot.value(QLatin1String("quarantined")).toBool() ? QStringLiteral("quarantined")
                                                                 : QStringLiteral("free");
    if (text(vm, "intent") != QLatin1String("run"))
        return number(vm, "failedTeardowns") > 0 ? QStringLiteral("stuck")
                                                 : QStringLiteral("tearing down");
    if (text(vm, "birth").isEmpty())
        return QStringLiteral("reserved");
    return text(vm, "phase") == QLatin1String("running") ? QStringLiteral("running")
                                                         : QStringLiteral("booting");
}

// By code.
QMap<QString, ListedSlot> listedSlots(const Fleet& fleet, const QString& site)
{
    QMap<QString, QJsonObject> hosts, vms, jobs;
    for (const QJsonValue value : fleet.list(site, QStringLiteral("host")))
        hosts.insert(text(value.toObject(), "uid"), value.toObject());
    for (const QJsonValue value : fleet.list(site, QStringLiteral("vm")))
        vms.insert(text(value.toObject(), "uid"), value.toObject());
    for (const QJsonValue value : fleet.list(site, QStringLiteral("job")))
        jobs.insert(text(value.toObject(), "uid"), value.toObject());
    QMap<QString, ListedSlot> all;
    for (const QJsonValue value : fleet.list(site, QStringLiteral("slot"))) {
        const QJsonObject slot = value.toObject();
        const QJsonObject& host = hosts[text(slot, "host")];
        const QString vm = text(slot, "vm");
        const QJsonObject job = jobs.value(text(vms.value(vm), "job"));
        const QString name =
            job.isEmpty() ? QString() : text(job, "pipeline") + u'#' + text(job, "number");
        all.insert(text(slot, "code"),
            {text(host, "code"), vm, wordFor(slot, vms.value(vm)),
                host.value(QLatin1String("simulated")).toBool(), text(vms.value(vm), "tenant"),
                name});
    }
    return all;
}

// Compares one site's rows with what its fleetd lists until every slot was seen to agree. Jobs come
// and go meanwhile: a slot counts when the lists before and after the look say the same of it.
class SiteLook final {
public:
    SiteLook(Tour& tour, ConsoleFace& face, QString site)
        : m_tour(tour)
        , m_face(face)
        , m_site(std::move(site))
    {
    }

    QString run(const QDeadlineTimer& deadline);
    [[nodiscard]] int hostCount() const { return static_cast<int>(m_hosts.size()); }
    [[nodiscard]] int slotCount() const { return static_cast<int>(m_listed.size()); }

private:
    [[nodiscard]] bool look(const QDeadlineTimer& deadline, QString& seen);

    Tour& m_tour;
    ConsoleFace& m_face;
    QString m_site;
    QMap<QString, ListedSlot> m_listed;
    QMap<QString, int> m_words;
    QSet<QString> m_agreed, m_hosts, m_broken;
    int m_looks = 0;
};

bool SiteLook::look(const QDeadlineTimer& deadline, QString& seen)
{
    const auto before = listedSlots(m_tour.fleet(), m_site);
    const auto shown = m_face.slotsShown(deadline);
    m_listed = listedSlots(m_tour.fleet(), m_site);
    ++m_looks;
    QStringList wrong;
    m_hosts.clear();
    for (auto slot = shown.begin(); slot != shown.end(); ++slot) {
        m_hosts.insert(slot->host);
        const auto now = m_listed.constFind(slot.key());
        // Where the tour has broken something both differ on purpose (14).
        if (now != m_listed.constEnd() && m_tour.faults().touch(m_site, now->host)) {
            m_broken.insert(now->host);
            continue;
        }
        if (now == m_listed.constEnd() || now->host != slot->host
            || now->simulated != slot->simulated) {
            wrong.append(QStringLiteral("%1 of host %2 is not listed").arg(slot.key(), slot->host));
        } else if (now->word == slot->state && now->tenant == slot->tenant && now->job == slot->job
            && before.value(slot.key()) == *now) {
            if (!m_agreed.contains(slot.key()))
                ++m_words[slot->state];
            m_agreed.insert(slot.key());
        } else if (!m_agreed.contains(slot.key())) {
            const QString read = slot->state + u' ' + slot->tenant + u' ' + slot->job;
            const QString listed = now->word + u' ' + now->tenant + u' ' + now->job;
            wrong.append(
                QStringLiteral("%1 reads \"%2\", listed \"%3\"").arg(slot.key(), read, listed));
        }
    }
    for (auto slot = m_listed.begin(); slot != m_listed.end(); ++slot) {
        if (!shown.contains(slot.key()))
            wrong.append(slot.key() + QStringLiteral(" is not on screen"));
    }
    seen = QStringList(wrong.mid(0, 5)).join(QStringLiteral("; "))
        + QStringLiteral("; %1 of %2").arg(wrong.size()).arg(m_listed.size());
    return wrong.isEmpty() && !m_listed.isEmpty();
}

QString SiteLook::run(const QDeadlineTimer& deadline)
{
    m_face.filter(m_site, deadline);
    until(deadline, QStringLiteral("%1 reads as its fleetd lists it").arg(m_site),
        [&](QString& seen) { return look(deadline, seen); });
    QStringList words;
    for (auto word = m_words.begin(); word != m_words.end(); ++word)
        words.append(QStringLiteral("%1 %2").arg(word.value()).arg(word.key()));
    if (!m_broken.isEmpty())
        words.append(QStringLiteral("and %1 broken hosts").arg(m_broken.size()));
    return QStringLiteral("%1: %2 hosts, %3 slots (%4) in %5 looks")
        .arg(m_site)
        .arg(m_hosts.size())
        .arg(m_listed.size())
        .arg(words.join(QStringLiteral(", ")))
        .arg(m_looks);
}

QString equalLists(Tour& tour, ConsoleFace& face, const QDeadlineTimer& deadline)
{
    face.open(ConsoleFace::Page::Hosts, deadline);
    QStringList observed;
    int hosts = 0, all = 0;
    for (const QString& site : tour.fleet().sites()) {
        SiteLook look(tour, face, site);
        observed.append(look.run(deadline));
        hosts += look.hostCount();
        all += look.slotCount();
    }
    face.filter(QString(), deadline);
    const QString sum = QStringLiteral("%1 slots on %2 hosts").arg(all).arg(hosts);
    until(deadline, QStringLiteral("the line under the list says \"%1\"").arg(sum),
        [&](QString& seen) {
            seen = face.slotSum();
            return seen.startsWith(sum);
        });
    observed.append(sum);
    return observed.join(QStringLiteral("; "));
}

// Of one host of each site, the real one among them, what the inspector says against the list.
QString hostStates(Tour& tour, ConsoleFace& face, const QDeadlineTimer& deadline)
{
    face.open(ConsoleFace::Page::Hosts, deadline);
    QStringList observed;
    for (const QString& site : tour.fleet().sites()) {
        QJsonObject host;
        for (const QJsonValue value : tour.fleet().list(site, QStringLiteral("host"))) {
            const bool real = !value.toObject().value(QLatin1String("simulated")).toBool();
            if (tour.faults().touch(site, text(value.toObject(), "code")))
                continue;
            if (host.isEmpty() || real)
                host = value.toObject();
        }
        const QString code = text(host, "code");
        face.filter(site + QLatin1Char(' ') + code, deadline);
        until(deadline, QStringLiteral("%1 is the only host in the list").arg(code),
            [&](QString& seen) {
                const auto rows = face.slotsShown(deadline);
                seen = QStringList(rows.keys()).mid(0, 5).join(QLatin1Char(' '));
                return !rows.isEmpty()
                    && std::ranges::all_of(rows, [&](const auto& row) { return row.host == code; });
            });
        face.desk().press(face.firstCell(ConsoleFace::Page::Hosts, deadline));
        (void)face.desk().read(
            ConsoleFace::inspectorTitle(ConsoleFace::Page::Hosts) + code, deadline);
        const bool simulated = host.value(QLatin1String("simulated")).toBool();
        const QStringList parts{text(host, "mode").replace(u'-', u' '), text(host, "name"),
            QStringLiteral("pool ") + text(host, "pool"),
            QStringLiteral("hostd ") + text(host, "hostdVersion"),
            simulated ? QStringLiteral("simulated: ")
                      : text(host, "backend") + QStringLiteral(", ") + text(host, "accelerator")};
        QStringList lines;
        for (const QString& part : parts)
            lines.append(face.desk().read(part, deadline));
        lines.removeDuplicates();
        tour.picture(QStringLiteral("01-host-") + site);
        observed.append(QStringLiteral("%1: %2").arg(code, lines.join(QStringLiteral(", "))));
    }
    face.filter(QString(), deadline);
    return observed.join(QStringLiteral("; "));
}

} // namespace

void feedSteps(Tour& tour)
{
    ConsoleFace face(tour.desk());
    tour.step(QStringLiteral("1-feeds"), QStringLiteral("three feeds are live"), 30,
        [&](const QDeadlineTimer& deadline) { return feeds(tour, face, deadline); });
    tour.step(QStringLiteral("1-equal"),
        QStringLiteral("hosts, slots and their states on screen are those that fleetd lists"), 60,
        [&](const QDeadlineTimer& deadline) { return equalLists(tour, face, deadline); });
    tour.step(QStringLiteral("1-hosts"),
        QStringLiteral("the inspector says of a host what fleetd lists of it"), 30,
        [&](const QDeadlineTimer& deadline) { return hostStates(tour, face, deadline); });
}

} // namespace Espalier::Tour
