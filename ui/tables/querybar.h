// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QTimer;
class QToolButton;

namespace Espalier::Ui {

class LineLabel;

// The bar over every list: back, forward, and a plain text filter with the count inside the field.
class QueryBar final : public QWidget {
    Q_OBJECT
public:
    explicit QueryBar(QWidget* parent = nullptr);
    [[nodiscard]] QString text() const;
    void setText(const QString& text); // does not tell textChanged
    void setCount(const QString& sentence); // "421 of 5,976 slots"
    void setTravel(bool back, bool forward); // which of the two arrows can be used
    void focusField();

Q_SIGNALS:
    void textChanged(const QString& text);
    void backPressed();
    void forwardPressed();
    void leftDownwards(); // Down or Enter in the field: on to the list

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeCount();

    QLineEdit* m_field;
    LineLabel* m_count;
    QToolButton* m_back;
    QToolButton* m_forward;
};

} // namespace Espalier::Ui
