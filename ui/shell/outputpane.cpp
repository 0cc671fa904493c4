// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outputpane.h"

#include "joboutput.h"

#include <dialogs/ordertargets.h>
#include <parts/linelabel.h>

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

namespace Espalier::Ui {

namespace {

constexpr int leastHeight = 160;

} // namespace

OutputPane::OutputPane(JobOutput& output, Items::LiveStore& live, QWidget* parent)
    : QWidget(parent)
    , m_output(output)
    , m_live(live)
    , m_action(new QAction(tr("Job &output"), this))
{
    setObjectName(QStringLiteral("outputPane"));
    setAccessibleName(tr("Job output"));
    m_action->setObjectName(QStringLiteral("outputAction"));
    m_action->setCheckable(true);
    m_action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    m_action->setShortcutContext(Qt::WindowShortcut);
    build();
    hide();
    connect(m_action, &QAction::triggered, this, &OutputPane::toggle);
    connect(&output, &JobOutput::arrived, this, &OutputPane::append);
    connect(&output, &JobOutput::ended, this, [this](const QString& problem) {
        say(problem.isEmpty() ? tr("The job is complete: there is no more, and its host has wiped "
                                   "what it kept")
                              : problem);
    });
    follow({});
}

OutputPane::~OutputPane()
{
    m_output.disconnect(this);
    m_output.stop();
}

void OutputPane::build()
{
    const Theme& theme = themeOf(this);
    m_title = new LineLabel(this);
    m_title->setObjectName(QStringLiteral("outputTitle"));
    m_title->setElides(true);
    m_state = new LineLabel(this);
    m_state->setObjectName(QStringLiteral("outputState"));
    m_state->setElides(true);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("outputText"));
    m_text->setAccessibleName(tr("What the job wrote"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFont(theme.font(Face::DialogFixed));
    m_text->setUndoRedoEnabled(false);
    m_text->setMinimumHeight(theme.px(leastHeight));
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("outputClose"));
    close->setAccessibleName(tr("Close the job's output"));
    connect(close, &QPushButton::clicked, this, &OutputPane::shut);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_state);
    column->addWidget(m_text, 1);
}

void OutputPane::follow(const Chosen& chosen)
{
    m_chosen = chosen;
    const auto target =
        chosen.slots_.size() == 1 ? vmTarget(chosen.slots_.front(), m_live.store()) : std::nullopt;
    // Neither the job's end nor a filter that the slot no longer passes shuts it: what was read
    // stays, under the job's name, until another slot is chosen.
    if (!m_vm.isEmpty() && !chosen.slots_.empty() && chosen.slots_ != std::vector{m_slot})
        shut();
    m_action->setVisible(m_output.isAllowed());
    m_action->setEnabled(
        m_output.isAllowed() && (!m_vm.isEmpty() || (target && target->jobRuns())));
}

void OutputPane::toggle()
{
    if (!m_vm.isEmpty()) {
        shut();
        return;
    }
    m_action->setChecked(false);
    if (m_chosen.slots_.size() != 1 || !m_output.isAllowed())
        return;
    const auto target = vmTarget(m_chosen.slots_.front(), m_live.store());
    if (target && target->jobRuns())
        open(*target);
}

void OutputPane::open(const VmTarget& target)
{
    m_vm = target.vm->id;
    m_slot = target.slot.row.id;
    m_tail = Text::OutputTail();
    m_text->clear();
    const SlotRow& row = target.slot.row;
    m_title->setLine(strong(tr("Output of %1/%2 #%3 on %4", "tenant, pipeline, number, slot")
                                .arg(row.tenant.text(), row.pipeline)
                                .arg(row.jobNumber)
                                .arg(row.code)));
    say(tr("Live. This look is in the audit log"));
    m_action->setChecked(true);
    show();
    m_output.follow(row.site, m_vm);
}

void OutputPane::shut()
{
    m_output.stop();
    m_vm = VmId();
    m_tail = Text::OutputTail();
    m_text->clear();
    m_action->setChecked(false);
    hide();
}

void OutputPane::append(quint64 offset, const QByteArray& bytes)
{
    const QString came = m_tail.take(offset, bytes);
    QScrollBar& bar = *m_text->verticalScrollBar();
    const bool atEnd = bar.value() == bar.maximum(); // who scrolled back goes on reading there
    const int before = bar.value();
    QTextCursor end(m_text->document());
    if (m_text->document()->characterCount() + came.size() > 2 * Text::OutputTail::most) {
        m_text->setPlainText(m_tail.text());
    } else {
        end.movePosition(QTextCursor::End);
        end.insertText(came);
    }
    bar.setValue(atEnd ? bar.maximum() : before);
}

void OutputPane::say(const QString& words) { m_state->setLine(secondary(words)); }

} // namespace Espalier::Ui
