// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiledialog.h"

#include <parts/filedialog.h>
#include <theme/theme.h>

#include <QApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QThreadPool>
#include <QVBoxLayout>

namespace Espalier::Ui {

ProfileDialog::ProfileDialog(
    ProfileStore& profiles, const Profile& profile, bool isNew, QWidget* parent)
    : QDialog(parent)
    , m_profiles(profiles)
    , m_oldName(isNew ? QString() : profile.name)
    , m_scroll(new QScrollArea(this))
    , m_form(new QFormLayout)
    , m_sites(new QPlainTextEdit(this))
    , m_general(new QLabel(this))
    , m_save(new QPushButton(tr("&Save profile"), this))
    , m_cancel(new QPushButton(tr("&Cancel"), this))
{
    setObjectName(QStringLiteral("profileDialog"));
    setWindowTitle(isNew ? tr("New connection profile") : tr("Profile %1").arg(profile.name));
    setAccessibleName(windowTitle());
    setWindowModality(Qt::WindowModal);
    resize(dialogSize(*this, 720, 560));
    build();
    fill(profile);
}

ProfileDialog::~ProfileDialog() = default;

void ProfileDialog::build()
{
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(4);
    m_form->setLabelAlignment(Qt::AlignLeft);
    addField(ProfileField::Name, tr("&Name"), tr("What you call this fleet"), false);
    addField(ProfileField::Environment, tr("&Environment"), tr("PROD, STAGING or DEV"), false);
    m_sites->setObjectName(QStringLiteral("sitesField"));
    m_sites->setPlaceholderText(tr("One site a line: fra1=fleetd.fra1.example:7443"));
    m_sites->setTabChangesFocus(true);
    m_sites->setProperty("kind", QStringLiteral("field"));
    m_sites->setFrameStyle(QFrame::StyledPanel | QFrame::Sunken);
    m_sites->setFont(themeOf(this).font(Face::DialogFixed));
    m_sites->setFixedHeight(themeOf(this).px(84));
    addRow(ProfileField::Sites, tr("S&ites"), m_sites);
    addField(ProfileField::Roots, tr("&Trust bundle"), tr("Authority certificates, PEM"), true);
    addField(ProfileField::RosterKeys, tr("&Roster keys"), tr("One key in hex a line"), true);
    addField(ProfileField::Certificate, tr("Your certi&ficate"), tr("PEM"), true);
    addField(ProfileField::Key, tr("Your &key"), tr("PEM; empty: it lies in the keyring"), true);
    m_general->setObjectName(QStringLiteral("generalProblem"));
    m_general->setWordWrap(true);
    m_general->setTextFormat(Qt::PlainText);
    m_save->setObjectName(QStringLiteral("saveProfile"));
    m_save->setProperty("kind", QStringLiteral("primary"));
    m_save->setDefault(true);
    m_cancel->setProperty("kind", QStringLiteral("dialog"));
    for (QPushButton* button : {m_save, m_cancel})
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_general, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto* title = new QLabel(windowTitle(), this);
    title->setFont(themeOf(this).font(Face::Title));
    title->setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(buildForm(), 1);
    column->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, &ProfileDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

// The fields scroll where a large font or many problems need more than the screen has.
QWidget* ProfileDialog::buildForm()
{
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setAccessibleName(windowTitle());
    auto* content = new QWidget(m_scroll);
    content->setAccessibleName(windowTitle());
    content->setLayout(m_form);
    m_scroll->setWidget(content);
    return m_scroll;
}

QLineEdit* ProfileDialog::addField(
    ProfileField field, const QString& label, const QString& hint, bool isFile)
{
    auto* edit = new QLineEdit(this);
    edit->setPlaceholderText(hint);
    edit->setToolTip(hint);
    edit->setMinimumHeight(themeOf(this).px(32));
    edit->setTextMargins(6, 0, 6, 0);
    m_fields.emplace(field, edit);
    if (!isFile) {
        addRow(field, label, edit);
        return edit;
    }
    auto* both = new QWidget(this);
    both->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    auto* choose = new QPushButton(tr("Choose..."), both);
    choose->setProperty("kind", QStringLiteral("dialog"));
    choose->setAccessibleName(
        tr("Choose the file: %1").arg(QString(label).remove(QLatin1Char('&'))));
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(edit, 1);
    row->addWidget(choose);
    both->setFocusProxy(edit);
    connect(choose, &QPushButton::clicked, this, [this, edit, label] {
        FileDialog::openFile(this, QString(label).remove(QLatin1Char('&')), edit->text(),
            [edit](const QString& path) { edit->setText(path); });
    });
    addRow(field, label, both);
    return edit;
}

void ProfileDialog::addRow(ProfileField field, const QString& label, QWidget* editor)
{
    const QString name = QString(label).remove(QLatin1Char('&'));
    auto* caption = new QLabel(label, this);
    caption->setAccessibleName(name);
    caption->setBuddy(editor);
    caption->setFixedHeight(themeOf(this).px(32));
    const auto edit = m_fields.find(field);
    (edit == m_fields.end() ? editor : edit->second)->setAccessibleName(name);
    auto* problem = new QLabel(this);
    problem->setObjectName(QString(QLatin1String("problem.") + name));
    problem->setTextFormat(Qt::PlainText);
    problem->setWordWrap(true);
    problem->setFont(themeOf(this).font(Face::BodySemibold));
    problem->hide();
    m_problems.emplace(field, problem);
    m_form->addRow(caption, editor);
    m_form->addRow(nullptr, problem);
}

void ProfileDialog::fill(const Profile& profile)
{
    m_fields.at(ProfileField::Name)->setText(profile.name);
    m_fields.at(ProfileField::Environment)->setText(profile.environment);
    m_fields.at(ProfileField::Roots)->setText(profile.rootsPath);
    m_fields.at(ProfileField::RosterKeys)->setText(profile.rosterKeysPath);
    m_fields.at(ProfileField::Certificate)->setText(profile.certificatePath);
    m_fields.at(ProfileField::Key)->setText(profile.keyPath);
    QStringList lines;
    for (const SiteAddress& site : profile.sites)
        lines << (site.address.isEmpty()
                ? site.site.text()
                : QString(site.site.text() + QLatin1Char('=') + site.address));
    m_sites->setPlainText(lines.join(QLatin1Char('\n')));
}

Profile ProfileDialog::entered() const
{
    const auto text = [this](ProfileField field) { return m_fields.at(field)->text().trimmed(); };
    Profile profile;
    profile.name = text(ProfileField::Name);
    profile.environment = text(ProfileField::Environment);
    profile.rootsPath = text(ProfileField::Roots);
    profile.rosterKeysPath = text(ProfileField::RosterKeys);
    profile.certificatePath = text(ProfileField::Certificate);
    profile.keyPath = text(ProfileField::Key);
    const QStringList lines = m_sites->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        // A line of another form goes in whole, so that validation names it.
        const QString trimmed = line.trimmed();
        profile.sites.push_back(
            siteAddressFromText(trimmed).value_or(SiteAddress{SiteId(trimmed), QString()}));
    }
    return profile;
}

void ProfileDialog::showProblems(const std::vector<ProfileProblem>& problems)
{
    for (const auto& [field, label] : m_problems)
        label->hide();
    QWidget* first = nullptr;
    for (const ProfileProblem& problem : problems) {
        QLabel* label = m_problems.at(problem.field);
        const QString before = label->isHidden() ? QString() : label->text() + QLatin1Char('\n');
        label->setText(before + problem.text);
        label->setAccessibleName(label->text());
        label->show();
        if (first)
            continue;
        const auto edit = m_fields.find(problem.field);
        first = edit == m_fields.end() ? static_cast<QWidget*>(m_sites) : edit->second;
    }
    if (!first)
        return;
    first->setFocus();
    m_scroll->ensureWidgetVisible(first);
}

void ProfileDialog::save()
{
    const Profile profile = entered();
    const std::vector<ProfileProblem> problems = validate(profile);
    showProblems(problems);
    if (!problems.empty())
        return;
    if (m_despiteFiles) {
        store();
        return;
    }
    m_save->setEnabled(false);
    m_general->setText(tr("Looking at the files..."));
    // Files are never read on the main thread; the dialog may be gone when the answer comes.
    QThreadPool::globalInstance()->start([profile, dialog = QPointer<ProfileDialog>(this)] {
        const std::vector<ProfileProblem> found = checkFiles(profile);
        QMetaObject::invokeMethod(
            qApp,
            [dialog, found] {
                if (dialog)
                    dialog->filesChecked(found);
            },
            Qt::QueuedConnection);
    });
}

void ProfileDialog::filesChecked(const std::vector<ProfileProblem>& problems)
{
    m_save->setEnabled(true);
    m_general->clear();
    if (problems.empty()) {
        store();
        return;
    }
    showProblems(problems);
    m_despiteFiles = true;
    m_save->setText(tr("&Save all the same"));
    m_save->setAccessibleName(tr("Save all the same"));
}

void ProfileDialog::store()
{
    const Profile profile = entered();
    QString problem = m_profiles.save(profile);
    if (problem.isEmpty() && !m_oldName.isEmpty() && m_oldName != profile.name)
        problem = m_profiles.remove(m_oldName);
    if (!problem.isEmpty()) {
        m_general->setText(problem);
        m_general->setAccessibleName(problem);
        return;
    }
    Q_EMIT saved(profile.name);
    accept();
}

} // namespace Espalier::Ui
