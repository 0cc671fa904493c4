// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls.h"
#include "forgery.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cstdio>

namespace {

using namespace Espalier::Hostile;

constexpr auto about =
    R"(What an honest client never sends. For ./app/run --tour; works on a development fleet only.

  forge KIND    writes OUT.pem and OUT.key: foreign-authority, no-spiffe-id, expired
  hello         asks a fleetd who I am, with any certificate
  attach        opens a host stream that claims to be host --as, with any certificate
  unsigned      sends the order in --request (of espalier-fleetd command --save) without a signature
hello, attach and unsigned print what came back and exit 0 if it was a refusal, 3 if they were let in.)";

int fail(const QString& why)
{
    std::fprintf(stderr, "espalier-hostile: %s\n", qPrintable(why));
    return 2;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size();
}

int forgeInto(const QCommandLineParser& parser, const QString& name)
{
    const auto forgery = forgeryFromName(name);
    if (!forgery)
        return fail(QStringLiteral("no forgery is called \"%1\"").arg(name));
    const Forged forged = forge(*forgery, parser.value(QStringLiteral("id")),
        bytesOf(parser.value(QStringLiteral("authority-certificate"))),
        bytesOf(parser.value(QStringLiteral("authority-key"))));
    if (!forged.problem.isEmpty())
        return fail(forged.problem);
    const QString out = parser.value(QStringLiteral("out"));
    if (!write(out + QStringLiteral(".pem"), forged.certificate)
        || !write(out + QStringLiteral(".key"), forged.key))
        return fail(QStringLiteral("cannot write %1.pem and .key").arg(out));
    return 0;
}

int call(const QCommandLineParser& parser, const QString& verb)
{
    const Disguise disguise{parser.value(QStringLiteral("fleetd")),
        bytesOf(parser.value(QStringLiteral("certificate"))),
        bytesOf(parser.value(QStringLiteral("key"))),
        bytesOf(parser.value(QStringLiteral("roots")))};
    if (disguise.certificate.isEmpty() || disguise.key.isEmpty() || disguise.roots.isEmpty())
        return fail(QStringLiteral(
            "--certificate, --key and --roots must name files with something in them"));
    const QString answer = verb == QLatin1String("hello") ? sayHello(disguise)
        : verb == QLatin1String("unsigned")
        ? sendUnsigned(disguise, bytesOf(parser.value(QStringLiteral("request"))))
        : attachAs(disguise, parser.value(QStringLiteral("as")));
    if (answer.startsWith(QLatin1String("no order")))
        return fail(answer);
    std::puts(qPrintable(answer));
    return answer.startsWith(QLatin1String("OK")) ? 3 : 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("espalier-hostile"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ESPALIER_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromLatin1(about));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("verb"), QStringLiteral("forge, hello, attach or unsigned"));
    for (const char* name : {"id", "authority-certificate", "authority-key", "out", "fleetd",
             "certificate", "key", "roots", "as", "request"}) {
        parser.addOption(
            QCommandLineOption(QString::fromLatin1(name), QString(), QStringLiteral("value")));
    }
    parser.process(application);
    const QStringList words = parser.positionalArguments();
    if (words.value(0) == QLatin1String("forge") && words.size() == 2)
        return forgeInto(parser, words.at(1));
    static const QStringList calls{
        QStringLiteral("hello"), QStringLiteral("attach"), QStringLiteral("unsigned")};
    if (words.size() == 1 && calls.contains(words.at(0)))
        return call(parser, words.at(0));
    return fail(QStringLiteral("which verb? Try --help"));
}
