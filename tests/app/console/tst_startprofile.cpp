// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <console/startprofile.h>

#include <QTemporaryDir>

using namespace Espalier;

// With which profile a start goes on: without a window somebody must have said it.
class TstStartProfile final : public Tests::TestCase {
    Q_OBJECT
private Q_SLOTS:
    void theCommandLineWins()
    {
        save("bern");
        save("genf");
        Options options;
        options.profile = QStringLiteral("genf");
        QCOMPARE(start(options).profile->name, QStringLiteral("genf"));
        options.profile.clear();
        options.development = aProfile("dev");
        QCOMPARE(start(options).profile->name, QStringLiteral("dev"));
    }
    void aNameThatIsNotThereIsSaid()
    {
        Options options;
        options.profile = QStringLiteral("nobody");
        const LoadedProfile loaded = start(options);
        QVERIFY(!loaded.profile);
        QVERIFY2(loaded.problem.contains(QLatin1String("nobody")), qPrintable(loaded.problem));
    }
    void theLastOneComesNext()
    {
        save("bern");
        save("genf");
        settings().setLastProfile(QStringLiteral("genf"));
        QCOMPARE(start({}).profile->name, QStringLiteral("genf"));
    }
    void theOnlyOneNeedsNoChoice()
    {
        save("bern");
        QCOMPARE(start({}).profile->name, QStringLiteral("bern"));
    }
    void amongSeveralSomebodyMustChoose()
    {
        save("bern");
        save("genf");
        const LoadedProfile loaded = start({});
        QVERIFY(!loaded.profile);
        QCOMPARE(loaded.problem, QString());
    }

protected:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("espalier.ini")),
            m_folder->filePath(QStringLiteral("layout.ini")));
    }

private:
    [[nodiscard]] static Profile aProfile(const char* name)
    {
        Profile profile = developmentProfile(QStringLiteral("/pki"), QStringLiteral("oncall"),
            QStringLiteral("DEV"), {{SiteId(QStringLiteral("fra1")), QStringLiteral("h:1")}});
        profile.name = QString::fromLatin1(name);
        return profile;
    }
    [[nodiscard]] ProfileStore profiles() const
    {
        return ProfileStore(m_folder->filePath(QStringLiteral("profiles")));
    }
    void save(const char* name) { QCOMPARE(profiles().save(aProfile(name)), QString()); }
    [[nodiscard]] Settings& settings() { return *m_settings; }
    [[nodiscard]] LoadedProfile start(const Options& options)
    {
        return startProfile(options, profiles(), *m_settings);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
};

ESPALIER_TEST(TstStartProfile)
#include "tst_startprofile.moc"
