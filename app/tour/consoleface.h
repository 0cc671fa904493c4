// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desk.h"

#include <QDeadlineTimer>
#include <QMap>
#include <QRegion>

namespace Espalier::Tour {

// The console as somebody knows it who has only ever looked at it: what its pages, lists and lines
// are called. The one place of the tour that names them.
class ConsoleFace final {
public:
    explicit ConsoleFace(Desk& desk)
        : m_desk(desk)
    {
    }

    enum class Page { Overview, Hosts, Teardowns, Drains, Audit, Caches, Isolation };
    [[nodiscard]] static QString pageName(Page page);
    [[nodiscard]] static QString pictureName(Page page);
    // How the inspector's title begins once a row of that page is chosen.
    [[nodiscard]] static QString inspectorTitle(Page page);
    void open(Page page, const QDeadlineTimer& deadline);

    // No row of the slots is chosen any more, and the filter is empty.
    void chooseNothing(const QDeadlineTimer& deadline);
    // Sets the text filter of the page that is shown.
    void filter(const QString& text, const QDeadlineTimer& deadline);
    [[nodiscard]] TableText slotRows(const QDeadlineTimer& deadline) const;
    [[nodiscard]] TableText lifeRows(const QDeadlineTimer& deadline) const;
    [[nodiscard]] TableText rows(Page page, const QDeadlineTimer& deadline) const;
    // Of the drain that is chosen on its page.
    [[nodiscard]] TableText drainHostRows(const QDeadlineTimer& deadline) const;
    [[nodiscard]] int rowCount(Page page, const QDeadlineTimer& deadline) const;
    [[nodiscard]] Accessible firstCell(Page page, const QDeadlineTimer& deadline) const;
    // The first row of a table whose cell under that column contains the text, title -> cell.
    [[nodiscard]] static std::optional<QMap<QString, QString>> rowWith(
        const TableText& table, const QString& column, const QString& text);

    // The state in a row of slots: "running" of "A07-12 slot 1, running, acme, 4 seconds".
    [[nodiscard]] static QString stateOf(const QMap<QString, QString>& slotRow);
    // One row of slots as it reads.
    struct SlotSight final {
        QString host; // A07-12
        QString state; // running
        bool simulated = false;
        QString tenant;
        QString job; // nightly#12
    };
    // All rows of the list, by their codes under Place: "A07-12/1".
    [[nodiscard]] QMap<QString, SlotSight> slotsShown(const QDeadlineTimer& deadline) const;
    // The line under the list: "202 slots on 101 hosts 150 running ...".
    [[nodiscard]] QString slotSum() const;
    // Where the rows of the list that is shown stand on the screen, without the heading.
    [[nodiscard]] QRect rowArea(const QDeadlineTimer& deadline) const;
    // That area without the bars under Elapsed, which may be coloured while jobs run.
    [[nodiscard]] QRegion rowAreaWithoutBars(const QDeadlineTimer& deadline) const;
    // What the balance says of VMs that nobody can account for; throws unless it says 0.
    [[nodiscard]] QString balance(const QDeadlineTimer& deadline) const;

    // What the status strip says of a site: "fra1 live 1 s".
    [[nodiscard]] QString strip(const QString& site) const;
    // Everything that is shown now and contains the text.
    [[nodiscard]] QStringList lines(const QString& part) const;

    [[nodiscard]] Desk& desk() { return m_desk; }

    static QString placeColumn() { return QStringLiteral("Place"); }
    static QString jobColumn() { return QStringLiteral("Job"); }
    static QString stateColumn() { return QStringLiteral("State"); }
    static QString tenantColumn() { return QStringLiteral("Tenant"); }
    static QString vmColumn() { return QStringLiteral("VM"); }
    static QString hostColumn() { return QStringLiteral("Host"); }
    static QString resultColumn() { return QStringLiteral("Result"); }
    static QString exitColumn() { return QStringLiteral("Exit"); }

private:
    Desk& m_desk;
};

} // namespace Espalier::Tour
