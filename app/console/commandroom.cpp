// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandroom.h"

#include <dialogs/keydialog.h>
#include <evidence/svid.h>

#include <QFile>

namespace Espalier {

namespace {

Evidence::SpiffeId identityOf(const QString& certificatePath)
{
    QFile file(certificatePath);
    return file.open(QIODevice::ReadOnly) ? Evidence::readSvid(file.readAll()).id
                                          : Evidence::SpiffeId();
}

} // namespace

CommandRoom::CommandRoom(Parts parts)
    : m_parts(std::move(parts))
{
    const auto onDisk = [this](std::function<void()> task) { m_disk.post(std::move(task)); };
    const auto onMain = [mail = m_mail](
                            std::function<void()> task) { mail->post(std::move(task)); };
    m_keeper = std::make_unique<KeyKeeper>(KeyKeeper::Parts{m_parts.credentials,
        m_parts.profile.name, identityOf(m_parts.profile.certificatePath),
        m_parts.profile.certificatePath, onDisk, onMain, Evidence::randomBytes});
    m_desk = std::make_unique<CommandDesk>(CommandDesk::Parts{m_parts.clock, Evidence::randomBytes,
        CommandJournal(m_parts.journalFolder), m_parts.linkOf, onDisk, onMain,
        [this](const DeskCommand&) {
            if (m_orders)
                m_orders->commandChanged();
        }});
    m_orders = std::make_unique<Ui::OrderDesk>(*m_desk, m_parts.live, m_parts.clock);
    connect(m_orders.get(), &Ui::OrderDesk::armWanted, this, &CommandRoom::arm);
    m_desk->resume();
}

CommandRoom::~CommandRoom()
{
    m_disk.stop(); // what is being written is written
    m_mail->close();
    m_orders.reset();
}

void CommandRoom::setRoster(std::shared_ptr<const Evidence::Roster> roster)
{
    m_keeper->setRoster(std::move(roster));
    lookAtKey();
}

void CommandRoom::lookAtKey()
{
    m_keeper->judge([this](const DeskKeyState& state) {
        m_orders->setKeyState(state, m_keeper->rosterVersion());
        showKey();
    });
}

void CommandRoom::arm()
{
    m_keeper->judge([this](const DeskKeyState& state) {
        m_orders->armWith(state, m_keeper->rosterVersion());
        showKey();
    });
}

void CommandRoom::heard(const FeedBatch& batch)
{
    if (!batch.initialEnd)
        return;
    m_desk->listed(batch.site,
        [this](const CommandId& id) { return m_parts.live.store().commandRow(id).has_value(); });
}

void CommandRoom::tick() { m_orders->tick(); }

void CommandRoom::openKeyDialog(QWidget* parent)
{
    if (m_dialog)
        return;
    const Evidence::SpiffeId who = identityOf(m_parts.profile.certificatePath);
    m_dialog = new Ui::KeyDialog(who.name, who.device, parent);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto kept = [this](const QString& problem) {
        if (m_dialog)
            m_dialog->setOutcome(problem);
        lookAtKey();
    };
    connect(m_dialog, &Ui::KeyDialog::createWanted, this, [this, kept] { m_keeper->create(kept); });
    connect(m_dialog, &Ui::KeyDialog::importWanted, this,
        [this, kept](const QByteArray& seed) { m_keeper->import(seed, kept); });
    connect(m_dialog, &Ui::KeyDialog::fileWanted, this,
        [this, kept](const QString& path) { m_keeper->importFile(path, kept); });
    connect(m_dialog, &Ui::KeyDialog::retryWanted, this, &CommandRoom::lookAtKey);
    showKey();
    m_dialog->open();
}

void CommandRoom::showKey()
{
    if (m_dialog)
        m_dialog->setState(m_orders->keyState(), m_keeper->publicKey(), m_keeper->isStored());
}

} // namespace Espalier
