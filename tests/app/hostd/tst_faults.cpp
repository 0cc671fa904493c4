// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "support/testregistry.h"

#include <hostd/backends/simulated/faultverb.h>

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

using namespace Espalier;
using namespace Espalier::Hostd;
using Espalier::Tests::ManualClock;
using Espalier::Tests::TestCase;

// Which faults are on, who may say so, and that every mistake is named.
class TstFaults final : public TestCase {
    Q_OBJECT
private Q_SLOTS:
    void areKeptInAFileOfTheOwner();
    void aBrokenFileIsNamed_data();
    void aBrokenFileIsNamed();
    void aFileThatCannotBeWrittenChangesNothing();
    void oneOfAKindAndSlot();
    void areAskedForThroughTheSocket();
    void mistakesAreAnswered_data();
    void mistakesAreAnswered();
    void theSocketIsTheOwners();
    void onlySimulatorsOfTheDevelopmentDomainHaveAny();
    void theCommandLineIsRead();
    void mistakesOfTheCommandLineAreNamed_data();
    void mistakesOfTheCommandLineAreNamed();
    void whoDoesNotListenIsSaid();

protected:
    void prepare() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_faults = std::make_unique<Faults>(faultFile(m_folder->path()), m_clock);
    }

private:
    [[nodiscard]] static std::vector<IdentifiedHost> hosts()
    {
        const auto key = *Evidence::SigningKey::fromSeed(QByteArray(32, '\x05'));
        return {{HostId(QStringLiteral("h1")), 2, key, QStringLiteral("A01-04")},
            {HostId(QStringLiteral("h2")), 2, key, {}}};
    }
    [[nodiscard]] static QStringList words(const QString& line)
    {
        return line.split(u' ', Qt::SkipEmptyParts);
    }
    // The other side blocks: a program of its own asks.
    [[nodiscard]] FaultAnswer ask(const QString& line) const
    {
        const auto parsed =
            parseFault(words(line + QStringLiteral(" --state ") + m_folder->path()));
        FaultAnswer answer;
        const auto* command = std::get_if<FaultCommand>(&parsed);
        if (!command)
            return {false, QStringLiteral("not parsed")};
        QEventLoop loop;
        const std::unique_ptr<QThread> asker(
            QThread::create([&] { answer = askForFault(*command); }));
        QObject::connect(asker.get(), &QThread::finished, &loop, &QEventLoop::quit);
        asker->start();
        loop.exec();
        asker->wait();
        return answer;
    }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Faults> m_faults;
};

void TstFaults::areKeptInAFileOfTheOwner()
{
    const HostId host(QStringLiteral("h1"));
    const Fault late{FaultKind::Late, host, 2, 77, {}};
    QCOMPARE(m_faults->add(late), QString());
    QCOMPARE(
        m_faults->add({FaultKind::Contradict, host, 0, 0, VmId(QStringLiteral("v"))}), QString());
    Faults again(faultFile(m_folder->path()), m_clock);
    QCOMPARE(again.load(), QString());
    QVERIFY(again.all() == m_faults->all());
    QCOMPARE(*again.find(host, FaultKind::Late, 2), late);
    QVERIFY(!again.find(host, FaultKind::Late, 1));
    const auto rights = QFile::permissions(faultFile(m_folder->path()));
    QVERIFY(!(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther)));
}

void TstFaults::aBrokenFileIsNamed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("[{");
    QTest::newRow("no array") << QByteArray("{}");
    QTest::newRow("no such fault") << QByteArray("[{\"fault\":\"fire\",\"host\":\"h\"}]");
    QTest::newRow("no host") << QByteArray("[{\"fault\":\"silent\"}]");
}

void TstFaults::aBrokenFileIsNamed()
{
    QFETCH(QByteArray, content);
    QFile file(faultFile(m_folder->path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const QString problem = m_faults->load();
    QVERIFY2(problem.contains(QLatin1String("faults.json")), qPrintable(problem));
    QVERIFY2(problem.contains(QLatin1String("remove it")), qPrintable(problem));
    QVERIFY(m_faults->all().empty());
}

void TstFaults::aFileThatCannotBeWrittenChangesNothing()
{
    Faults faults(m_folder->filePath(QStringLiteral("file/faults.json")), m_clock);
    QFile file(m_folder->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly)); // where a folder is needed
    int told = 0;
    connect(&faults, &Faults::changed, this, [&] { ++told; });
    QVERIFY(!faults.add({FaultKind::Silent, HostId(QStringLiteral("h")), 0, 0, {}}).isEmpty());
    QVERIFY(faults.all().empty());
    QCOMPARE(told, 0);
}

void TstFaults::oneOfAKindAndSlot()
{
    const HostId host(QStringLiteral("h1"));
    QCOMPARE(m_faults->add({FaultKind::Late, host, 1, 10, {}}), QString());
    QCOMPARE(m_faults->add({FaultKind::Late, host, 1, 20, {}}), QString());
    QCOMPARE(m_faults->add({FaultKind::Late, host, 2, 30, {}}), QString());
    QCOMPARE(int(m_faults->all().size()), 2);
    QCOMPARE(m_faults->find(host, FaultKind::Late, 1)->seconds, 20);
    QVERIFY(!m_faults->end(host, FaultKind::Stuck, 0).isEmpty());
    QCOMPARE(m_faults->end(host, FaultKind::Late, 2), QString());
    QCOMPARE(int(m_faults->all().size()), 1);
    QCOMPARE(m_faults->end(host, FaultKind::Late, 0), QString());
    QVERIFY(m_faults->all().empty());
}

void TstFaults::areAskedForThroughTheSocket()
{
    const FaultControl control(faultSocket(m_folder->path()), *m_faults, hosts());
    QCOMPARE(control.problem(), QString());
    QCOMPARE(ask(QStringLiteral("list")).text, QStringLiteral("no fault is on"));
    const FaultAnswer on = ask(QStringLiteral("stuck --host A01-04 --slot 2"));
    QVERIFY2(on.ok, qPrintable(on.text));
    QCOMPARE(on.text, QStringLiteral("stuck, slot 2 is on"));
    QVERIFY(m_faults->find(HostId(QStringLiteral("h1")), FaultKind::Stuck, 2));
    QVERIFY(ask(QStringLiteral("silent --host h2")).ok); // by its uuid
    QCOMPARE(ask(QStringLiteral("list")).text, QStringLiteral("A01-04 stuck, slot 2; h2 silent"));
    const FaultAnswer off = ask(QStringLiteral("stuck --host A01-04 --off"));
    QVERIFY2(off.ok, qPrintable(off.text));
    QVERIFY(!m_faults->find(HostId(QStringLiteral("h1")), FaultKind::Stuck, 2));
}

void TstFaults::mistakesAreAnswered_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QByteArray& line, const char* expected) {
        QTest::newRow(name) << line << QString::fromLatin1(expected);
    };
    row("nothing", "", "no request");
    row("noise", QByteArray("\x00\xff\xfe{", 4), "no request");
    row("another kind", R"({"fault":"fire","host":"A01-04"})", "no request");
    row("another host", R"({"fault":"silent","host":"Z99-99"})", "no host Z99-99 among the 2");
    row("an empty code", R"({"fault":"silent","host":" "})", "no host");
    row("a slot of silent", R"({"fault":"silent","host":"h1","slot":1})", "whole host");
    row("no slot", R"({"fault":"leaked-slot","host":"h1"})", "needs --slot, 1 to 2");
    row("slot 3", R"({"fault":"stuck","host":"h1","slot":3})", "slots 1 to 2");
    row("slot -1", R"({"fault":"stuck","host":"h1","slot":-1})", "slots 1 to 2");
    row("no seconds", R"({"fault":"late","host":"h1"})", "1 to 3600 and not 0");
    row("too late", R"({"fault":"late","host":"h1","seconds":3601})", "1 to 3600");
    row("no skew", R"({"fault":"skew","host":"h1","seconds":0})", "not 0");
    row("seconds of stuck", R"({"fault":"stuck","host":"h1","seconds":5})", "takes no --seconds");
    row("not on", R"({"fault":"stuck","host":"h1","off":true})", "is not on there");
}

void TstFaults::mistakesAreAnswered()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, expected);
    FaultControl control(faultSocket(m_folder->path()), *m_faults, hosts());
    const QString answer = QString::fromUtf8(control.answer(line));
    QVERIFY2(answer.startsWith(QLatin1String("error: ")), qPrintable(answer));
    QVERIFY2(answer.contains(expected), qPrintable(answer));
    QVERIFY(m_faults->all().empty());
}

void TstFaults::theSocketIsTheOwners()
{
    const FaultControl control(faultSocket(m_folder->path()), *m_faults, hosts());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(QFile::exists(faultSocket(m_folder->path())));
    QVERIFY(!(QFile::permissions(faultSocket(m_folder->path())) & others));
}

void TstFaults::onlySimulatorsOfTheDevelopmentDomainHaveAny()
{
    Options options;
    ProcessIdentity identity;
    identity.tls.trustDomain = QStringLiteral("dev.espalier.internal");
    QVERIFY(whyNoFaults(options, identity).contains(QLatin1String("simulated hosts only")));
    options.simulated = true;
    QCOMPARE(whyNoFaults(options, identity), QString());
    identity.tls.trustDomain = QStringLiteral("dev.espalier.internal.example.org");
    QVERIFY(whyNoFaults(options, identity).contains(QLatin1String("example.org")));
}

void TstFaults::theCommandLineIsRead()
{
    const auto parsed =
        parseFault(words(QStringLiteral("skew --host=A07-12 --seconds -5 --state /s")));
    const auto* command = std::get_if<FaultCommand>(&parsed);
    QVERIFY(command);
    QCOMPARE(command->stateFolder, QStringLiteral("/s"));
    QCOMPARE(command->request.host, QStringLiteral("A07-12"));
    QCOMPARE(command->request.fault.seconds, -5);
    const auto late = parseFault(words(QStringLiteral("late --host a --state /s")));
    QCOMPARE(std::get<FaultCommand>(late).request.fault.seconds, 100);
    const auto off = parseFault(words(QStringLiteral("ghost --off --host a --slot 2 --state /s")));
    QVERIFY(std::get<FaultCommand>(off).request.off);
    QCOMPARE(std::get<FaultCommand>(off).request.fault.slot, 2);
    const auto help = parseFault({QStringLiteral("--help")});
    QVERIFY(std::get_if<HelpWanted>(&help));
    for (const QString& name : faultNames())
        QVERIFY2(std::get<HelpWanted>(help).text.contains(name), qPrintable(name));
}

void TstFaults::mistakesOfTheCommandLineAreNamed_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* line, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(line) << QString::fromLatin1(expected);
    };
    row("nothing", "", "say which fault");
    row("no kind", "--state /s", "say which fault");
    row("another kind", "fire --state /s --host a", "\"fire\" is none of silent");
    row("no state", "silent --host a", "--state is missing");
    row("no host", "silent --state /s", "--host is missing");
    row("no value", "silent --state /s --host", "--host needs a value");
    row("twice", "silent --state /s --host a --host b", "--host stands twice");
    row("unknown", "silent --state /s --hosts a", "is no option");
    row("slot", "stuck --state /s --host a --slot two", "is no number");
    row("slot 0", "stuck --state /s --host a --slot 0", "is no number from 1");
    row("seconds", "late --state /s --host a --seconds soon", "is no number");
    row("seconds of an end", "late --state /s --host a --seconds 4 --off", "takes no --seconds");
    row("a value of off", "late --state /s --host a --off=1", "takes no value");
    row("list of a host", "list --state /s --host a", "list takes --state only");
}

void TstFaults::mistakesOfTheCommandLineAreNamed()
{
    QFETCH(QString, line);
    QFETCH(QString, expected);
    const auto parsed = parseFault(words(line));
    const auto* error = std::get_if<UsageError>(&parsed);
    QVERIFY(error);
    QVERIFY2(error->text.contains(expected), qPrintable(error->text));
}

void TstFaults::whoDoesNotListenIsSaid()
{
    const QString line = QStringLiteral("silent --host A01-04");
    QVERIFY(ask(line).text.contains(QLatin1String("no state folder")));
    QFile file(m_folder->filePath(QStringLiteral("hostd.sqlite")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(ask(line).text.contains(QLatin1String("dev.espalier.internal")));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("qemu")));
    QVERIFY(ask(line).text.contains(QLatin1String("a real host")));
}

ESPALIER_TEST(TstFaults)
#include "tst_faults.moc"
