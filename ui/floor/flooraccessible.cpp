// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flooraccessible.h"

#include "floorview.h"
#include "floorwords.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>
#include <map>

namespace Espalier::Ui {

namespace {

using Key = std::pair<QString, QString>; // site and rack, or slot id and nothing

// What racks and slots have in common: no object of their own, a box in the view.
class FloorThing : public QAccessibleInterface {
public:
    explicit FloorThing(FloorView& view)
        : m_view(&view)
    {
    }
    [[nodiscard]] virtual std::optional<FloorAddress> address() const = 0;
    bool isValid() const override { return m_view && address().has_value(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QRect rect() const override
    {
        const auto at = address();
        if (!m_view || !at)
            return {};
        const QRect box = m_view->boxOf(*at).toAlignedRect();
        return {m_view->viewport()->mapToGlobal(box.topLeft()), box.size()};
    }
    void setText(QAccessible::Text, const QString&) override {}
    QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            QAccessibleInterface* each = child(i);
            if (each && each->rect().contains(x, y))
                return each;
        }
        return nullptr;
    }

protected:
    [[nodiscard]] QAccessible::State placeState() const
    {
        QAccessible::State state;
        const auto at = address();
        if (!m_view || !at) {
            state.invalid = true;
            return state;
        }
        const bool shown = m_view->isVisible();
        state.invisible = !shown;
        state.offscreen =
            !shown || !m_view->boxOf(*at).intersects(QRectF(m_view->viewport()->rect()));
        return state;
    }
    QPointer<FloorView> m_view;
};

class FloorRoot;
FloorRoot* rootOf(FloorView& view);

class SlotThing final : public FloorThing, public QAccessibleActionInterface {
public:
    SlotThing(FloorView& view, SlotId id)
        : FloorThing(view)
        , m_id(std::move(id))
    {
    }
    std::optional<FloorAddress> address() const override
    {
        return m_view ? m_view->plan().find(m_id) : std::nullopt;
    }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        const auto at = address();
        return at && kind == QAccessible::Name
            ? floorSlotSentence(m_view->plan(), *at, m_view->store())
            : QString();
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state = placeState();
        if (!m_view)
            return state;
        state.selectable = true;
        state.focusable = true;
        state.selected = m_view->selected().contains(m_id.text());
        state.focused = m_view->hasFocus() && m_view->current() == m_id;
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override
    {
        const auto at = address();
        if (at && name == pressAction())
            m_view->press(*at);
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    SlotId m_id;
};

class RackThing final : public FloorThing {
public:
    RackThing(FloorView& view, Key key)
        : FloorThing(view)
        , m_key(std::move(key))
    {
    }
    std::optional<FloorAddress> address() const override
    {
        if (!m_view)
            return std::nullopt;
        for (const FloorAddress& at : m_view->plan().racks()) {
            if (keyOf(m_view->plan(), at) == m_key)
                return at;
        }
        return std::nullopt;
    }
    static Key keyOf(const FloorPlan& plan, const FloorAddress& at)
    {
        const FloorSite& site = plan.sites()[static_cast<size_t>(at.site)];
        return {site.id.text(),
            QString(site.rows[static_cast<size_t>(at.row)].name + u'/' + plan.rack(at).name)};
    }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int index) const override;
    int childCount() const override { return static_cast<int>(slotIds().size()); }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (this->child(i) == child)
                return i;
        }
        return -1;
    }
    QString text(QAccessible::Text kind) const override
    {
        const auto at = address();
        return at && kind == QAccessible::Name ? floorRackSentence(m_view->plan(), *at) : QString();
    }
    QAccessible::Role role() const override { return QAccessible::Grouping; }
    QAccessible::State state() const override { return placeState(); }

private:
    [[nodiscard]] std::vector<SlotId> slotIds() const
    {
        std::vector<SlotId> ids;
        const auto at = address();
        if (!at)
            return ids;
        for (const FloorUnit& unit : m_view->plan().rack(*at).hosts) {
            for (const FloorSlot& slot : unit.slots)
                ids.push_back(slot.id);
        }
        return ids;
    }
    Key m_key;
};

// The view itself. It owns what it has shown of racks and slots until it goes.
class FloorRoot final : public QAccessibleWidget {
public:
    explicit FloorRoot(FloorView& view)
        : QAccessibleWidget(&view, QAccessible::List)
        , m_view(view)
    {
    }
    ~FloorRoot() override
    {
        for (const auto& [key, id] : m_things)
            QAccessible::deleteAccessibleInterface(id);
    }
    int childCount() const override { return static_cast<int>(m_view.plan().racks().size()); }
    QAccessibleInterface* child(int index) const override
    {
        const auto racks = m_view.plan().racks();
        if (index < 0 || index >= static_cast<int>(racks.size()))
            return nullptr;
        return rack(racks[static_cast<size_t>(index)]);
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (this->child(i) == child)
                return i;
        }
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            QAccessibleInterface* each = child(i);
            if (each && each->rect().contains(x, y))
                return each;
        }
        return nullptr;
    }
    QAccessibleInterface* focusChild() const override
    {
        const SlotId current = m_view.current();
        return m_view.hasFocus() && m_view.plan().find(current) ? slot(current) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* rack(const FloorAddress& at) const
    {
        const Key key = RackThing::keyOf(m_view.plan(), at);
        return thing(key, [&] { return new RackThing(m_view, key); });
    }
    [[nodiscard]] QAccessibleInterface* slot(const SlotId& id) const
    {
        return thing({id.text(), QString()}, [&] { return new SlotThing(m_view, id); });
    }

private:
    template <typename Make> QAccessibleInterface* thing(const Key& key, Make&& make) const
    {
        const auto found = m_things.find(key);
        if (found != m_things.end())
            return QAccessible::accessibleInterface(found->second);
        QAccessibleInterface* made = make();
        m_things.emplace(key, QAccessible::registerAccessibleInterface(made));
        return made;
    }
    FloorView& m_view;
    mutable std::map<Key, QAccessible::Id> m_things;
};

FloorRoot* rootOf(FloorView& view)
{
    return static_cast<FloorRoot*>(QAccessible::queryAccessibleInterface(&view));
}

QAccessibleInterface* SlotThing::parent() const
{
    const auto at = address();
    return at ? rootOf(*m_view)->rack(*at) : nullptr;
}

QAccessibleInterface* RackThing::parent() const { return m_view ? rootOf(*m_view) : nullptr; }

QAccessibleInterface* RackThing::child(int index) const
{
    const auto ids = slotIds();
    if (index < 0 || index >= static_cast<int>(ids.size()))
        return nullptr;
    return rootOf(*m_view)->slot(ids[static_cast<size_t>(index)]);
}

QAccessibleInterface* makeFloorAccessible(const QString&, QObject* object)
{
    auto* view = qobject_cast<FloorView*>(object);
    return view ? new FloorRoot(*view) : nullptr;
}

} // namespace

void installFloorAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(makeFloorAccessible);
        return true;
    }();
    Q_UNUSED(once)
}

void tellFloorFocus(FloorView& view, const FloorAddress& slot)
{
    FloorRoot* root = rootOf(view);
    if (root == nullptr)
        return;
    QAccessibleEvent event(root->slot(view.plan().slot(slot).id), QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

} // namespace Espalier::Ui
