// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderdialog.h"

#include "neighbours.h"
#include "reasonfields.h"

#include <parts/linelabel.h>
#include <text/times.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace Espalier::Ui {

namespace {

constexpr int dialogWidth = 720;
constexpr int margin = 20;
constexpr int keyColumn = 80;
constexpr int inputHeight = 188; // fixed: what replaces it when it locks must not move a thing

QPushButton* button(const QString& text, const char* kind, const char* name, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setObjectName(QLatin1String(name));
    made->setProperty("kind", QLatin1String(kind));
    made->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    made->setAutoDefault(false);
    return made;
}

QString valueOf(const std::vector<WatchedFact>& facts, const QString& name)
{
    const auto found = std::find_if(
        facts.begin(), facts.end(), [&](const WatchedFact& fact) { return fact.name == name; });
    return found == facts.end() ? QString() : found->value;
}

} // namespace

OrderDialog::OrderDialog(MakeForm form, Items::LiveStore& live, QWidget* parent)
    : QDialog(parent)
    , m_make(std::move(form))
    , m_clock(live.store().clock())
    , m_form(m_make())
{
    setObjectName(QStringLiteral("orderDialog"));
    setWindowTitle(m_form.title);
    setAccessibleName(m_form.title);
    setWindowModality(Qt::WindowModal);
    setBackgroundRole(QPalette::Light); // raised
    setAutoFillBackground(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_head = buildHead();
    column->addWidget(m_head);
    column->addWidget(buildFacts(), 1);
    m_stack = new QStackedWidget(this);
    m_stack->setAccessibleName(tr("Reason"));
    m_stack->setFixedHeight(themeOf(this).px(inputHeight));
    m_stack->addWidget(buildInputs());
    m_stack->addWidget(buildDifference());
    column->addWidget(m_stack);
    column->addWidget(buildButtons());
    fit();
    connect(&live, &Items::LiveStore::changed, this, &OrderDialog::look);
    connect(&live, &Items::LiveStore::ticked, this, &OrderDialog::look);
    QTimer::singleShot(firstWait, this, [this] {
        m_waited = true;
        refreshSend();
    });
    refreshSend();
    m_keep->setFocus();
}

OrderDialog::~OrderDialog() = default;

QWidget* OrderDialog::buildHead()
{
    const Theme& theme = themeOf(this);
    auto* head = new QWidget(this);
    head->setAccessibleName(m_form.title);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(theme.px(margin), 16, theme.px(margin), 4);
    row->setSpacing(12);
    if (m_form.glyph)
        row->addWidget(new GlyphLabel(*m_form.glyph, 24, head), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    auto* title = new QLabel(m_form.title, head);
    title->setObjectName(QStringLiteral("orderTitle"));
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setFont(theme.font(Face::Title));
    title->setAccessibleName(m_form.title);
    auto* subtitle = new LineLabel(head);
    subtitle->setElides(true);
    subtitle->setLine(m_form.subtitle);
    words->addWidget(title);
    words->addWidget(subtitle);
    words->addStretch(1);
    row->addLayout(words, 1);
    if (!m_form.neighbours.empty())
        row->addWidget(
            new NeighboursLabel(m_form.hostCode, m_form.neighbours, head), 0, Qt::AlignTop);
    return head;
}

// The facts scroll where a large font needs more than the screen has; inputs and buttons stay.
QWidget* OrderDialog::buildFacts()
{
    const Theme& theme = themeOf(this);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("orderFacts"));
    scroll->setAccessibleName(m_form.title);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_facts = new Sheet(Sheet::Look::Section, keyColumn, scroll);
    m_facts->layout()->setContentsMargins(theme.px(margin), 4, theme.px(margin), 12);
    m_facts->setRows(m_form.rows);
    scroll->setWidget(m_facts);
    m_facts->setAutoFillBackground(false); // the dialog's own ground shows
    scroll->viewport()->setAutoFillBackground(false);
    return scroll;
}

// As high as all of it, or as the window that it belongs to.
void OrderDialog::fit()
{
    const int width = dialogSize(*this, dialogWidth, 0).width();
    const auto heightOf = [width](const QWidget& part) {
        return part.layout()->hasHeightForWidth() ? part.layout()->totalHeightForWidth(width)
                                                  : part.layout()->totalSizeHint().height();
    };
    const auto* foot = findChild<QWidget*>(QStringLiteral("orderFoot"));
    const int facts = m_form.rows.empty() ? 0 : heightOf(*m_facts);
    const int height = heightOf(*m_head) + facts + themeOf(this).px(inputHeight) + heightOf(*foot);
    const QWidget* owner = parentWidget();
    const int room = owner ? owner->window()->height() : screen()->availableSize().height();
    resize(width, std::min(height, room));
}

QWidget* OrderDialog::buildInputs()
{
    const Theme& theme = themeOf(this);
    auto* page = new QWidget(m_stack);
    page->setAccessibleName(tr("Reason"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(theme.px(margin), 12, theme.px(margin), 8);
    column->setSpacing(8);
    if (m_form.moment) {
        m_moment = new MomentField(*m_form.moment, m_clock.wall(), page);
        column->addWidget(m_moment);
    }
    m_reason = new ReasonFields(m_form.categories, page);
    connect(m_reason, &ReasonFields::edited, this, &OrderDialog::refreshSend);
    column->addWidget(m_reason);
    if (!m_form.token.isEmpty()) {
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        auto* caption = new QLabel(tr("Slot &code"), page);
        caption->setFont(theme.font(Face::BodySemibold));
        caption->setMinimumWidth(theme.px(keyColumn) - 8);
        caption->setAccessibleName(tr("Slot code"));
        m_token = new QLineEdit(page);
        m_token->setObjectName(QStringLiteral("slotCode"));
        m_token->setAccessibleName(tr("Slot code"));
        m_token->setFont(theme.font(Face::DialogFixed));
        m_token->setFixedSize(theme.px(176), theme.px(32));
        m_token->setTextMargins(6, 0, 6, 0);
        caption->setBuddy(m_token);
        auto* hint = new LineLabel(page);
        hint->setLine(composed(
            tr("type %1 as printed on the rack"), {strong(m_form.token)}, Text::Style::Secondary));
        hint->setElides(true);
        row->addWidget(caption);
        row->addWidget(m_token);
        row->addWidget(hint, 1);
        column->addLayout(row);
        connect(m_token, &QLineEdit::textChanged, this, &OrderDialog::refreshSend);
    }
    auto* warning = new QLabel(m_form.warning, page);
    warning->setObjectName(QStringLiteral("orderWarning"));
    warning->setAccessibleName(m_form.warning);
    warning->setTextFormat(Qt::PlainText);
    warning->setFont(theme.font(Face::BodySemibold));
    warning->setWordWrap(true);
    warning->setVisible(!m_form.warning.isEmpty());
    column->addWidget(warning);
    column->addStretch(1);
    return page;
}

QWidget* OrderDialog::buildDifference()
{
    const Theme& theme = themeOf(this);
    auto* page = new QWidget(m_stack);
    page->setAccessibleName(tr("What has changed"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(theme.px(margin), 12, theme.px(margin), 8);
    column->setSpacing(4);
    m_lockTitle = new QLabel(page);
    m_lockTitle->setObjectName(QStringLiteral("lockTitle"));
    m_lockTitle->setFont(theme.font(Face::BodySemibold));
    m_difference = new Sheet(Sheet::Look::Section, keyColumn, page);
    m_difference->setObjectName(QStringLiteral("difference"));
    m_difference->layout()->setContentsMargins(0, 0, 0, 4);
    m_lockFoot = new QLabel(tr("Nothing was sent."), page);
    m_lockFoot->setAccessibleName(m_lockFoot->text());
    auto* copy = button(tr("Cop&y my reason"), "flat", "copyReason", page);
    auto* reopen = button(tr("&Reopen with what holds now"), "dialog", "reopen", page);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_lockFoot, 1);
    row->addWidget(copy);
    row->addWidget(reopen);
    column->addWidget(m_lockTitle);
    column->addWidget(m_difference);
    column->addStretch(1);
    column->addLayout(row);
    connect(copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_reason->reason()); });
    connect(reopen, &QPushButton::clicked, this, [this] {
        Q_EMIT reopenWanted(m_reason->reason(), m_reason->ticket());
        reject();
    });
    return page;
}

QWidget* OrderDialog::buildButtons()
{
    const Theme& theme = themeOf(this);
    auto* foot = new QWidget(this);
    foot->setObjectName(QStringLiteral("orderFoot"));
    foot->setAccessibleName(tr("Decision"));
    m_hint = new QLabel(foot);
    m_hint->setObjectName(QStringLiteral("orderHint"));
    m_hint->setWordWrap(true);
    m_keep = button(m_form.keep, "dialog", "keepButton", foot);
    m_send =
        button(m_form.send, m_form.destructive ? "destructive" : "primary", "sendButton", foot);
    m_send->setVisible(m_form.possible);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(theme.px(margin), 12, theme.px(margin), 16);
    row->setSpacing(0);
    row->addWidget(m_hint, 1);
    row->addSpacing(16);
    row->addWidget(m_keep);
    row->addSpacing(32);
    row->addWidget(m_send);
    m_keep->setDefault(true);
    connect(m_keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &OrderDialog::send);
    return foot;
}

void OrderDialog::setReason(const QString& reason, const QString& ticket)
{
    m_reason->setText(reason, ticket);
}

void OrderDialog::refreshSend()
{
    QString why;
    if (m_locked)
        why = tr("Locked");
    else if (m_token && m_token->text() != m_form.token)
        why = tr("Needs the slot code");
    else
        why = m_reason->problem();
    m_hint->setText(why);
    m_hint->setAccessibleName(why);
    m_send->setEnabled(m_form.possible && why.isEmpty() && m_waited);
}

void OrderDialog::look()
{
    if (m_locked || !isVisible())
        return;
    const OrderForm now = m_make();
    if (now.watched != m_form.watched)
        lock(now);
}

void OrderDialog::lock(const OrderForm& now)
{
    m_locked = true;
    const bool hadFocus = m_stack->isAncestorOf(QApplication::focusWidget()) || m_send->hasFocus();
    std::vector<SheetRow> differences;
    std::vector<SheetRow> facts = m_form.rows;
    for (const WatchedFact& was : m_form.watched) {
        const QString is = valueOf(now.watched, was.name);
        if (is == was.value)
            continue;
        Text::Line line = secondary(was.value);
        line = joined(line, secondary(QString(QChar(0x2192))), 8); // an arrow
        differences.push_back(
            pairRow(was.name, joined(line, strong(is.isEmpty() ? tr("gone") : is), 8)));
        for (SheetRow& row : facts) {
            row.accent = row.accent || row.key == was.name;
            row.accentColour = Token::Text; // changed: no state of anything
        }
    }
    m_facts->setRows(facts);
    m_lockTitle->setText(tr("Locked: the target changed at %1").arg(Text::utcTime(m_clock.wall())));
    m_lockTitle->setAccessibleName(m_lockTitle->text());
    m_difference->setRows(differences);
    m_stack->setCurrentIndex(1);
    if (hadFocus)
        m_keep->setFocus();
    refreshSend();
    setAccessibleDescription(summary());
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString OrderDialog::summary() const
{
    QStringList lines{m_form.title};
    if (m_locked)
        lines << m_lockTitle->text();
    for (const SheetRow& row : m_form.rows)
        lines << QString(row.key.trimmed() + QLatin1Char(' ') + row.left.plain()).trimmed();
    lines << m_form.warning;
    lines.removeAll(QString());
    return lines.join(QLatin1String(". "));
}

void OrderDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (std::exchange(m_shown, true))
        return;
    avoidPointer();
    setAccessibleDescription(summary());
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

// A double click that opened the dialog must not land on its button.
void OrderDialog::avoidPointer()
{
    const QRect place(m_send->mapToGlobal(QPoint(0, 0)), m_send->size());
    if (place.contains(QCursor::pos()))
        move(x(), y() - 3 * m_send->height());
}

void OrderDialog::send()
{
    look(); // the newest that is known, not the newest that was painted
    refreshSend();
    if (!m_send->isEnabled())
        return;
    Order order = m_form.order;
    order.reason = m_reason->reason();
    order.ticket = m_reason->ticket();
    if (m_moment)
        order.params[m_form.moment->param] = utcText(m_moment->moment());
    Q_EMIT ordered(order);
    accept();
}

void OrderDialog::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.colour(Token::Raised));
    const auto* foot = findChild<QWidget*>(QStringLiteral("orderFoot"));
    hairline(
        painter, QPointF(0, foot->y()), QPointF(width(), foot->y()), theme.colour(Token::Line));
    painter.setPen(QPen(theme.colour(Token::Border), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace Espalier::Ui
