// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pages/inspection.h>

#include <QDockWidget>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace Espalier::Ui {

class DockTitle;

// The dock at the right: shows what a page says of what is chosen, and knows nothing of its kind.
class InspectorDock final : public QDockWidget {
    Q_OBJECT
public:
    explicit InspectorDock(QWidget* parent = nullptr);
    ~InspectorDock() override;

    void setContent(const InspectorContent& content, bool fromTop);
    // Nothing is chosen, and it says so.
    void showNothing();
    // Something of its own below the sheets, above the footer; it hides itself.
    void setPane(QWidget* pane);
    // What can be done with what is shown, at the bottom.
    void setFooter(QWidget* footer);
    void focusContent();
    [[nodiscard]] QString asText() const;

private:
    struct Block {
        Sheet::Look look;
        int keyColumn;
        Sheet* sheet;
        QWidget* ground; // of cards; nullptr: it stands on the dock's
    };
    void addBlock(const InspectorPart& part);
    void dropBlocks(size_t from);

    DockTitle* m_title = nullptr;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    std::vector<Block> m_blocks;
};

} // namespace Espalier::Ui
