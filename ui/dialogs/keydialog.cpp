// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keydialog.h"

#include "keywords.h"

#include <evidence/ed25519.h>
#include <parts/filedialog.h>
#include <parts/messagebox.h>
#include <text/numbers.h>
#include <theme/theme.h>

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Espalier::Ui {

namespace {

QPushButton* makeButton(const QString& text, const char* name, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(name));
    button->setProperty("kind", QStringLiteral("dialog"));
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setAutoDefault(false);
    return button;
}

QLabel* makeText(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

KeyDialog::KeyDialog(const QString& person, const QString& device, QWidget* parent)
    : QDialog(parent)
    , m_state(makeText("keyState", this))
    , m_public(makeText("publicKey", this))
    , m_copy(makeButton(tr("Copy &public key"), "copyPublicKey", this))
    , m_create(makeButton(tr("Create a &new key"), "createKey", this))
    , m_seed(new QLineEdit(this))
    , m_outcome(makeText("keyOutcome", this))
    , m_person(person)
    , m_device(device)
{
    setObjectName(QStringLiteral("keyDialog"));
    setWindowTitle(tr("Command key"));
    setAccessibleName(windowTitle());
    setWindowModality(Qt::WindowModal);
    resize(dialogSize(*this, 640, 420));
    auto* title = new QLabel(windowTitle(), this);
    title->setFont(themeOf(this).font(Face::Title));
    title->setAccessibleName(windowTitle());
    auto* about = makeText("keyAbout", this);
    about->setText(tr("Your orders are signed with this key, and every host checks the signature. "
                      "The key lies in this computer's keyring and never leaves it; only its "
                      "public half goes to an administrator, who enters it into the roster."));
    about->setAccessibleName(about->text());
    auto* close = makeButton(tr("&Close"), "closeKeyDialog", this);
    close->setDefault(true);
    auto* retry = makeButton(tr("&Look again"), "retryKey", this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_create);
    buttons->addWidget(retry);
    buttons->addStretch(1);
    buttons->addWidget(close);
    m_outcome->setFont(themeOf(this).font(Face::BodySemibold));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(about);
    column->addWidget(buildFacts());
    column->addWidget(buildImport());
    column->addWidget(m_outcome);
    column->addStretch(1);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(retry, &QPushButton::clicked, this, [this] {
        say(tr("Looking into the keyring..."));
        Q_EMIT retryWanted();
    });
    connect(m_create, &QPushButton::clicked, this,
        [this] { replaceThen([this] { Q_EMIT createWanted(); }); });
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_public->property("hex").toString()); });
    close->setFocus();
}

QWidget* KeyDialog::buildFacts()
{
    auto* facts = new QWidget(this);
    facts->setAccessibleName(tr("Command key"));
    auto* form = new QFormLayout(facts);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft);
    const auto add = [&](const QString& name, QWidget* value) {
        auto* caption = new QLabel(name, facts);
        caption->setAccessibleName(name);
        caption->setFont(themeOf(this).font(Face::BodySemibold));
        form->addRow(caption, value);
    };
    auto* who = makeText("keyOwner", facts);
    who->setText(tr("%1 on %2", "a person, a device").arg(m_person, m_device));
    who->setAccessibleName(who->text());
    add(tr("You"), who);
    add(tr("State"), m_state);
    m_public->setFont(themeOf(this).font(Face::DialogFixed));
    m_public->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* both = new QWidget(facts);
    both->setAccessibleName(tr("Public key"));
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_public, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    add(tr("Public key"), both);
    return facts;
}

QWidget* KeyDialog::buildImport()
{
    auto* line = new QWidget(this);
    line->setAccessibleName(tr("Import a key"));
    m_seed->setObjectName(QStringLiteral("seedField"));
    m_seed->setAccessibleName(tr("Seed of the key to import"));
    m_seed->setEchoMode(QLineEdit::Password);
    m_seed->setPlaceholderText(tr("64 hex digits of a key that you have"));
    m_seed->setToolTip(m_seed->placeholderText());
    m_seed->setMinimumHeight(themeOf(this).px(32));
    m_seed->setTextMargins(6, 0, 6, 0);
    auto* take = makeButton(tr("&Import"), "importKey", line);
    auto* file = makeButton(tr("From a &file..."), "importFile", line);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_seed, 1);
    row->addWidget(take);
    row->addWidget(file);
    connect(take, &QPushButton::clicked, this, &KeyDialog::importTyped);
    connect(file, &QPushButton::clicked, this, [this] {
        FileDialog::openFile(this, tr("Import a key"), QString(), [this](const QString& path) {
            replaceThen([this, path] { Q_EMIT fileWanted(path); });
        });
    });
    return line;
}

QByteArray KeyDialog::seedOf(const QByteArray& text)
{
    const QByteArray digits = text.trimmed();
    const QByteArray seed = QByteArray::fromHex(digits);
    return digits.size() == 2 * Evidence::keySize && seed.toHex() == digits.toLower()
        ? seed
        : QByteArray();
}

void KeyDialog::importTyped()
{
    const QByteArray seed = seedOf(m_seed->text().toLatin1());
    m_seed->clear();
    if (seed.isEmpty()) {
        say(tr("That is no key: 64 hex digits are needed. Nothing was changed."));
        return;
    }
    replaceThen([this, seed] { Q_EMIT importWanted(seed); });
}

// The old one cannot be had back: nothing else holds it.
void KeyDialog::replaceThen(const std::function<void()>& wish)
{
    const auto begin = [this, wish] {
        m_waits = true;
        say(tr("Writing to the keyring..."));
        wish();
    };
    if (!m_stored) {
        begin();
        return;
    }
    MessageBox::ask(this, tr("Replace the command key?"),
        tr("The key that the keyring holds now is lost for good, and until an administrator has "
           "entered the new one this desk is read-only."),
        tr("Replace key"), tr("Keep key"), [begin](bool accepted) {
            if (accepted)
                begin();
        });
}

void KeyDialog::setState(const DeskKeyState& state, const QString& publicKey, bool stored)
{
    m_stored = stored;
    m_state->setText(keyAdvice(state));
    m_state->setAccessibleName(m_state->text());
    m_public->setProperty("hex", publicKey);
    m_public->setText(publicKey.isEmpty() ? tr("none") : Text::hashGroups(publicKey));
    m_public->setAccessibleName(m_public->text());
    m_copy->setEnabled(!publicKey.isEmpty());
    m_create->setEnabled(!state.fromFile);
    if (!m_waits)
        say(state.fromFile ? tr("Development: the key was read from a file.") : QString());
}

void KeyDialog::setOutcome(const QString& problem)
{
    m_waits = false;
    say(problem.isEmpty() ? tr("The keyring holds the key. Send its public half to an "
                               "administrator.")
                          : problem);
}

void KeyDialog::say(const QString& text)
{
    m_outcome->setText(text);
    m_outcome->setAccessibleName(text);
}

} // namespace Espalier::Ui
