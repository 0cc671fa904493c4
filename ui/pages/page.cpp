// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "page.h"

#include <items/livestore.h>

namespace Espalier::Ui {

Page::Page(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
}

void Page::setActive(bool) {}

void Page::setFilter(const QString&) {}

bool Page::setCurrentId(const QString&) { return false; }

const FleetStore& Page::store() const { return m_context.live.store(); }

} // namespace Espalier::Ui
