// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectiondialog.h"

#include "profiledialog.h"

#include <parts/messagebox.h>
#include <theme/theme.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace Espalier::Ui {

ConnectionDialog::ConnectionDialog(ProfileStore& profiles, const QString& current, QWidget* parent)
    : QDialog(parent)
    , m_profiles(profiles)
    , m_current(current)
    , m_list(new QListWidget(this))
    , m_details(new QLabel(this))
    , m_connect(new QPushButton(tr("Co&nnect"), this))
    , m_add(new QPushButton(tr("&Add..."), this))
    , m_edit(new QPushButton(tr("&Edit..."), this))
    , m_remove(new QPushButton(tr("&Remove..."), this))
    , m_close(new QPushButton(tr("&Close"), this))
{
    setObjectName(QStringLiteral("connectionDialog"));
    setWindowTitle(tr("Connections"));
    setAccessibleName(tr("Connections"));
    setWindowModality(Qt::WindowModal);
    resize(dialogSize(*this, 720, 420));
    build();
    fill(current);
}

void ConnectionDialog::build()
{
    auto* title = new QLabel(tr("Connections"), this);
    title->setFont(themeOf(this).font(Face::Title));
    title->setAccessibleName(title->text());
    auto* explanation = new QLabel(
        tr("A profile names one fleet: its sites, whom to trust, and who you are."), this);
    explanation->setWordWrap(true);
    explanation->setAccessibleName(explanation->text());
    m_list->setObjectName(QStringLiteral("profileList"));
    m_list->setAccessibleName(tr("Profiles"));
    m_list->setProperty("kind", QStringLiteral("field"));
    m_list->setFrameStyle(QFrame::StyledPanel | QFrame::Sunken);
    m_details->setObjectName(QStringLiteral("profileDetails"));
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_connect->setObjectName(QStringLiteral("connectButton"));
    m_connect->setProperty("kind", QStringLiteral("primary"));
    for (QPushButton* button : {m_add, m_edit, m_remove, m_close})
        button->setProperty("kind", QStringLiteral("dialog"));
    for (QPushButton* button : {m_connect, m_add, m_edit, m_remove, m_close})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    auto* middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addWidget(m_list, 2);
    middle->addWidget(m_details, 3);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_edit);
    buttons->addSpacing(24);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_connect);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(explanation);
    column->addLayout(middle, 1);
    column->addLayout(buttons);
    m_connect->setDefault(true);
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectionDialog::showDetails);
    connect(m_list, &QListWidget::itemActivated, this, &ConnectionDialog::connectChosen);
    connect(m_connect, &QPushButton::clicked, this, &ConnectionDialog::connectChosen);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_remove, &QPushButton::clicked, this, &ConnectionDialog::removeChosen);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
}

QString ConnectionDialog::chosenName() const
{
    return m_list->currentItem() ? m_list->currentItem()->text() : QString();
}

void ConnectionDialog::fill(const QString& chosen)
{
    m_list->clear();
    const QStringList names = m_profiles.names();
    m_list->addItems(names);
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setSizeHint(QSize(0, themeOf(this).px(28)));
    const auto row = static_cast<int>(names.indexOf(chosen));
    m_list->setCurrentRow(row >= 0 ? row : (names.isEmpty() ? -1 : 0));
    showDetails();
    (names.isEmpty() ? static_cast<QWidget*>(m_add) : m_list)->setFocus();
}

void ConnectionDialog::showDetails()
{
    const QString name = chosenName();
    QString text = tr("There is no profile yet. Add one to connect.");
    bool usable = false;
    if (!name.isEmpty()) {
        const LoadedProfile loaded = m_profiles.load(name);
        usable = loaded.profile.has_value();
        if (loaded.profile) {
            const Profile& profile = *loaded.profile;
            QStringList lines{tr("Environment: %1").arg(profile.environment)};
            for (const SiteAddress& site : profile.sites)
                lines << tr("Site %1 at %2").arg(site.site.text(), site.address);
            lines << tr("Trusts: %1").arg(profile.rootsPath)
                  << tr("Roster keys: %1").arg(profile.rosterKeysPath)
                  << tr("You: %1").arg(profile.certificatePath);
            if (name == m_current)
                lines << tr("This profile is in use now.");
            text = lines.join(QLatin1Char('\n'));
        } else {
            text = loaded.problem;
        }
    }
    m_details->setText(text);
    m_details->setAccessibleName(text);
    m_connect->setEnabled(usable);
    m_edit->setEnabled(usable);
    m_remove->setEnabled(!name.isEmpty());
}

void ConnectionDialog::connectChosen()
{
    if (!m_connect->isEnabled())
        return;
    Q_EMIT profileChosen(chosenName());
    accept();
}

void ConnectionDialog::edit(bool isNew)
{
    Profile profile;
    if (!isNew)
        profile = m_profiles.load(chosenName()).profile.value_or(Profile());
    auto* dialog = new ProfileDialog(m_profiles, profile, isNew, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProfileDialog::saved, this, &ConnectionDialog::fill);
    dialog->open();
}

void ConnectionDialog::removeChosen()
{
    const QString name = chosenName();
    MessageBox::ask(this, tr("Remove the profile %1?").arg(name),
        tr("The profile %1 is removed from this computer. Certificates and keys that it names stay "
           "where they are.")
            .arg(name),
        tr("Remove profile"), tr("Keep profile"), [this, name](bool accepted) {
            if (!accepted)
                return;
            if (const QString problem = m_profiles.remove(name); !problem.isEmpty())
                MessageBox::tell(this, tr("The profile was not removed"), problem);
            fill(m_current);
        });
}

} // namespace Espalier::Ui
