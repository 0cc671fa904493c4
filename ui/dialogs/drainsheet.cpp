// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainsheet.h"

#include "drainrows.h"
#include "reasonfields.h"

#include <text/commandwords.h>
#include <text/times.h>

#include <QButtonGroup>
#include <QComboBox>
#include <QCryptographicHash>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace Espalier::Ui {

namespace {

constexpr int keyColumn = 96;
constexpr int waveDefault = 4;
constexpr int waveAtMost = 80;
constexpr std::array<std::chrono::minutes, 4> laterDeadlines{std::chrono::minutes(30),
    std::chrono::minutes(60), std::chrono::minutes(120), std::chrono::minutes(240)};

QLabel* caption(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setAccessibleName(text);
    label->setFont(themeOf(parent).font(Face::BodySemibold));
    label->setFixedWidth(themeOf(parent).px(keyColumn));
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setContentsMargins(0, themeOf(parent).px(7), 0, 0);
    return label;
}

// 32 hex digits that no other drain has.
QString groupOf(const Order& order, WallTime now)
{
    const QString what = order.targets.front().uid + order.seenEpoch + utcText(now)
        + QString::number(order.targets.size());
    return QString::fromLatin1(
        QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

QHBoxLayout* labelled(const QString& text, QWidget* value, QWidget* parent)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(caption(text, parent), 0, Qt::AlignTop);
    row->addWidget(value, 1);
    return row;
}

} // namespace

DrainSheet::DrainSheet(
    const Chosen& chosen, OrderDesk& orders, DrainMemory& memory, QWidget* parent)
    : QWidget(parent)
    , m_chosen{hostsOf(chosen, orders.live().store()), {}}
    , m_orders(orders)
    , m_memory(memory)
    , m_form(formOf(Action::Drain, m_chosen, orders.live().store()))
{
    setObjectName(QStringLiteral("drainSheet"));
    setAccessibleName(m_form.title);
    auto* content = new QWidget;
    content->setAccessibleName(m_form.title);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(0);
    column->addWidget(buildPreview());
    column->addWidget(buildChoices());
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("drainScroll"));
    scroll->setAccessibleName(m_form.title);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(scroll, 1);
    whole->addWidget(buildFoot());
    if (!m_memory.reason.isEmpty())
        m_reason->setText(m_memory.reason, QString());
    connect(&orders, &OrderDesk::rightsChanged, this, &DrainSheet::refreshStart);
    ask();
    showPreview();
}

DrainSheet::~DrainSheet() = default;

QWidget* DrainSheet::buildPreview()
{
    const Theme& theme = themeOf(this);
    auto* box = new QWidget(this);
    box->setAccessibleName(tr("Preview"));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(16, 12, 16, 8);
    column->setSpacing(4);
    auto* title = new QLabel(m_form.title, box);
    title->setObjectName(QStringLiteral("drainTitle"));
    title->setAccessibleName(m_form.title);
    title->setFont(theme.font(Face::Heading));
    title->setWordWrap(true);
    m_subtitle = new QLabel(box);
    m_subtitle->setObjectName(QStringLiteral("drainSubtitle"));
    m_subtitle->setWordWrap(true);
    m_running = new Sheet(Sheet::Look::Section, keyColumn, box);
    m_running->setObjectName(QStringLiteral("drainRunning"));
    m_checks = new Sheet(Sheet::Look::Section, keyColumn, box);
    m_checks->setObjectName(QStringLiteral("drainChecks"));
    for (Sheet* sheet : {m_running, m_checks})
        sheet->layout()->setContentsMargins(0, 8, 0, 8);
    m_capacityTitle = caption(tr("Capacity"), box);
    m_capacity = new FigureGrid(box);
    m_capacity->setObjectName(QStringLiteral("drainCapacity"));
    m_capacity->setAccessibleName(tr("Capacity"));
    column->addWidget(title);
    column->addWidget(m_subtitle);
    column->addWidget(m_running);
    column->addWidget(m_capacityTitle);
    column->addWidget(m_capacity);
    column->addWidget(m_checks);
    return box;
}

QWidget* DrainSheet::buildWave(QWidget* parent)
{
    auto* line = new QWidget(parent);
    line->setAccessibleName(tr("Order"));
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* before = new QLabel(tr("Cordon all now, then"), line);
    before->setAccessibleName(before->text());
    m_wave = new QSpinBox(line);
    m_wave->setObjectName(QStringLiteral("waveSize"));
    m_wave->setAccessibleName(tr("Hosts in a wave"));
    m_wave->setRange(0, waveAtMost);
    m_wave->setSpecialValueText(tr("all at once"));
    m_wave->setSuffix(tr(" in a wave"));
    m_wave->setMinimumHeight(themeOf(this).px(32));
    m_wave->setValue(m_memory.wave > 0 ? m_memory.wave : waveDefault);
    row->addWidget(before);
    row->addWidget(m_wave);
    row->addStretch(1);
    return line;
}

QWidget* DrainSheet::buildChoices()
{
    auto* box = new QWidget(this);
    box->setAccessibleName(tr("Choices"));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(12);
    m_deadline = new QComboBox(box);
    m_deadline->setObjectName(QStringLiteral("deadline"));
    m_deadline->setAccessibleName(tr("Deadline"));
    m_deadline->setMinimumHeight(themeOf(this).px(32));
    column->addLayout(labelled(tr("Deadline"), m_deadline, box));
    auto* choices = new QWidget(box);
    choices->setAccessibleName(tr("At deadline"));
    auto* list = new QVBoxLayout(choices);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    m_atDeadline = new QButtonGroup(this);
    for (const AtDeadline choice : {AtDeadline::Wait, AtDeadline::Ask, AtDeadline::Cancel}) {
        auto* radio = new QRadioButton(Text::atDeadlineSentence(choice), choices);
        radio->setObjectName(QString(QLatin1String("atDeadline.") + atDeadlineName(choice)));
        radio->setAccessibleName(radio->text());
        radio->setMinimumHeight(themeOf(this).px(28));
        radio->setChecked(choice == AtDeadline::Ask);
        m_atDeadline->addButton(radio, static_cast<int>(choice));
        list->addWidget(radio);
    }
    m_loss = new QLabel(choices);
    m_loss->setObjectName(QStringLiteral("drainLoss"));
    m_loss->setWordWrap(true);
    list->addWidget(m_loss);
    column->addLayout(labelled(tr("At deadline"), choices, box));
    column->addLayout(labelled(tr("Order"), buildWave(box), box));
    m_reason = new ReasonFields(m_form.categories, box, keyColumn);
    column->addWidget(m_reason);
    if (!m_memory.reason.isEmpty() || m_memory.wave > 0) {
        auto* from = new QLabel(tr("Reason and wave are from your last drain."), box);
        from->setObjectName(QStringLiteral("fromLastDrain"));
        from->setAccessibleName(from->text());
        column->addWidget(from);
    }
    connect(m_atDeadline, &QButtonGroup::idToggled, this, &DrainSheet::refreshStart);
    connect(m_reason, &ReasonFields::edited, this, &DrainSheet::refreshStart);
    return box;
}

QWidget* DrainSheet::buildFoot()
{
    auto* foot = new QWidget(this);
    foot->setAccessibleName(tr("Decision"));
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(16, 8, 16, 12);
    column->setSpacing(8);
    m_hint = new QLabel(foot);
    m_hint->setObjectName(QStringLiteral("drainHint"));
    m_hint->setWordWrap(true);
    auto* cancel = new QPushButton(m_form.keep, foot);
    cancel->setObjectName(QStringLiteral("cancelDrain"));
    cancel->setProperty("kind", QStringLiteral("dialog"));
    m_start = new QPushButton(m_form.send, foot);
    m_start->setObjectName(QStringLiteral("startDrain"));
    m_start->setProperty("kind", QStringLiteral("primary"));
    for (QPushButton* button : {cancel, m_start})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(cancel);
    row->addSpacing(8);
    row->addWidget(m_start);
    column->addWidget(m_hint);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &DrainSheet::closed);
    connect(m_start, &QPushButton::clicked, this, &DrainSheet::start);
    return foot;
}

void DrainSheet::tick()
{
    if (!m_asked || m_orders.clock().mono() - *m_asked >= refreshEvery)
        ask();
}

void DrainSheet::focusFirst() { m_deadline->setFocus(Qt::OtherFocusReason); }

void DrainSheet::ask()
{
    m_form = formOf(Action::Drain, m_chosen, m_orders.live().store());
    if (!m_form.possible || !m_orders.rights().armed)
        return;
    m_asked = m_orders.clock().mono();
    Order order = m_form.order;
    order.reason = QStringLiteral("preview of a drain"); // it is signed as well; leaves no trace
    if (const auto at = deadline())
        order.params[QStringLiteral("deadline")] = utcText(*at);
    m_orders.preview(
        order, [this, alive = std::weak_ptr<int>(m_alive)](const CommandAnswer& answer) {
            if (!alive.expired())
                take(answer);
        });
}

void DrainSheet::take(const CommandAnswer& answer)
{
    if (answer.result.outcome != CallOutcome::Done || !answer.preview) {
        const QString why = Text::commandReason(answer.result.why);
        m_problem = why.isEmpty() ? tr("the control plane gave no preview") : why;
    } else {
        m_problem.clear();
        m_before = std::exchange(m_preview, answer.preview);
    }
    showPreview();
}

void DrainSheet::showPreview()
{
    const QString text = !m_problem.isEmpty() ? tr("No preview: %1.").arg(m_problem)
        : m_preview ? tr("Dry run by the control plane at %1, refreshes; changes are marked")
                          .arg(Text::utcTime(m_preview->at))
                    : tr("Asking the control plane for a dry run...");
    m_subtitle->setText(text);
    m_subtitle->setAccessibleName(text);
    m_capacityTitle->setVisible(m_preview && !m_preview->pools.empty());
    m_capacity->setVisible(m_capacityTitle->isVisibleTo(this));
    if (m_preview) {
        m_running->setRows(runningRows(*m_preview, m_before ? &*m_before : nullptr));
        m_capacity->setRows(capacityCaptions(), capacityRows(*m_preview));
        m_checks->setRows(checkRows(*m_preview));
        const QString loss = m_preview->jobs == 0
            ? tr("no job can lose work")
            : tr("%1 may lose work").arg(jobsOfTenants(m_preview->jobs, m_preview->tenants));
        m_loss->setText(loss);
        m_loss->setAccessibleName(loss);
    }
    fillDeadlines();
    refreshStart();
}

// The first is computed anew with each preview; what a person has chosen stays.
void DrainSheet::fillDeadlines()
{
    const WallTime now = m_orders.clock().wall();
    const WallTime first = deadlineOf(m_preview.value_or(DrainPreview()), now);
    const auto text = [&](WallTime at, const QString& how) {
        return tr("%1, in %2%3").arg(Text::utcMinute(at), Text::durationText(at - now), how);
    };
    const auto put = [this](int index, WallTime at, const QString& words) {
        if (index == m_deadline->count())
            m_deadline->addItem(words);
        m_deadline->setItemText(index, words);
        m_deadline->setItemData(index, qlonglong(at.time_since_epoch().count()));
    };
    put(0, first, text(first, tr(", computed: p95 + 15 %")));
    int index = 1;
    for (const std::chrono::minutes later : laterDeadlines) {
        const WallTime at = first + later;
        if (m_deadline->count() <= index || m_deadline->currentIndex() != index)
            put(index, at, text(at, QString()));
        ++index;
    }
}

std::optional<WallTime> DrainSheet::deadline() const
{
    if (!m_deadline || m_deadline->currentIndex() < 0)
        return std::nullopt;
    return WallTime(std::chrono::nanoseconds(m_deadline->currentData().toLongLong()));
}

QString DrainSheet::blocked() const
{
    if (!m_form.possible)
        return tr("These hosts are in no list any more.");
    if (!m_orders.rights().armed)
        return tr("Needs Arm.");
    if (!m_preview || !m_problem.isEmpty())
        return tr("Needs a preview.");
    const auto refusing = std::find_if(m_preview->checks.begin(), m_preview->checks.end(),
        [](const DrainPreview::Check& check) { return !check.passed && check.refuses; });
    if (refusing != m_preview->checks.end())
        return tr("It would be refused: %1.").arg(Text::drainCheckSentence(*refusing));
    return m_reason->problem();
}

void DrainSheet::refreshStart()
{
    const QString why = blocked();
    const QString owns =
        tr("The control plane owns the drain: closing the console changes nothing.");
    m_hint->setText(why.isEmpty() ? owns : why);
    m_hint->setAccessibleName(m_hint->text());
    m_start->setEnabled(why.isEmpty());
    m_loss->setVisible(m_atDeadline->checkedId() == static_cast<int>(AtDeadline::Cancel));
}

void DrainSheet::start()
{
    m_form = formOf(Action::Drain, m_chosen, m_orders.live().store());
    refreshStart();
    if (!m_start->isEnabled())
        return;
    Order order = m_form.order;
    order.reason = m_reason->reason();
    order.ticket = m_reason->ticket();
    order.params[QStringLiteral("atDeadline")] =
        atDeadlineName(static_cast<AtDeadline>(m_atDeadline->checkedId()));
    order.params[QStringLiteral("wave")] = QString::number(m_wave->value());
    if (const auto at = deadline())
        order.params[QStringLiteral("deadline")] = utcText(*at);
    if (order.targets.size() > Evidence::commandTargetsAtMost) // several commands, one drain
        order.params[QStringLiteral("group")] = groupOf(order, m_orders.clock().wall());
    m_memory = {order.reason, m_wave->value()};
    m_orders.orderSoon(std::move(order));
    Q_EMIT closed();
}

} // namespace Espalier::Ui
