// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

#include <evidence/dsse.h>
#include <evidence/svid.h>

#include <QFile>

#include <functional>
#include <map>

namespace Espalier::Verify {

using namespace Espalier::Evidence;

namespace {

constexpr qsizetype largestEnvelope = 131'072;
constexpr int mostSignatures = 64;
constexpr qsizetype largestBundle = 4'194'304;

using Options = std::map<QString, QString>;

Outcome accept() { return {0, QStringLiteral("ok"), {}}; }
Outcome reject(const QString& why)
{
    // Words from the case stay on the one line that the contract knows.
    return {1, QStringLiteral("reject: ") + why.simplified(), {}};
}
Outcome misuse(const QString& why) { return {2, {}, why}; }

Result<QByteArray> hexBytes(const QString& text)
{
    const QByteArray ascii = text.toLatin1().toLower();
    QByteArray bytes = QByteArray::fromHex(ascii);
    if (QString::fromLatin1(bytes.toHex()) != text.toLower())
        return Error{QStringLiteral("not hex")};
    return bytes;
}

// A case that is a JSON object with texts in hex.
class HexCase final {
public:
    explicit HexCase(const QByteArray& input)
        : m_tree(readLoose(input, largestCase))
    {
        if (!m_tree)
            m_problem = m_tree.error();
    }
    QByteArray bytes(const char* name)
    {
        if (!m_problem.isEmpty())
            return {};
        const QString key = QString::fromLatin1(name);
        const auto found = m_tree->find(key);
        if (found == m_tree->end() || found->second.kind() != JsonValue::Kind::String) {
            m_problem = QStringLiteral("case has no text \"%1\"").arg(key);
            return {};
        }
        Result<QByteArray> value = hexBytes(found->second.toString());
        if (!value) {
            m_problem = QStringLiteral("\"%1\" is %2").arg(key, value.error());
            return {};
        }
        return *value;
    }
    [[nodiscard]] const QString& problem() const { return m_problem; }

private:
    Result<JsonObject> m_tree;
    QString m_problem;
};

Outcome verifyEd25519(const Options&, const QByteArray& input, WallTime)
{
    HexCase given(input);
    const QByteArray raw = given.bytes("key"), signature = given.bytes("sig");
    const QByteArray message = given.bytes("msg");
    if (!given.problem().isEmpty())
        return reject(given.problem());
    const Result<PublicKey> key = PublicKey::fromRaw(raw);
    if (!key)
        return reject(key.error());
    if (signature.size() != signatureSize)
        return reject(QStringLiteral("signature has %1 bytes, not 64").arg(signature.size()));
    return key->verify(message, signature) ? accept()
                                           : reject(QStringLiteral("signature does not verify"));
}

Outcome checkEnrolment(const Options&, const QByteArray& input, WallTime)
{
    HexCase given(input);
    const QByteArray raw = given.bytes("key");
    if (!given.problem().isEmpty())
        return reject(given.problem());
    const std::optional<QString> problem = enrolmentProblem(raw);
    return problem ? reject(*problem) : accept();
}

Outcome checkJson(const Options&, const QByteArray& input, WallTime)
{
    const Result<JsonObject> tree = readStrict(input, recordPayloadLimit);
    return tree ? accept() : reject(tree.error());
}

Outcome checkDsse(const Options& options, const QByteArray& input, WallTime)
{
    const Result<QByteArray> raw = hexBytes(options.at(QStringLiteral("--key")));
    const Result<PublicKey> key =
        raw ? PublicKey::fromRaw(*raw) : Result<PublicKey>(Error{raw.error()});
    if (!key)
        return misuse(QStringLiteral("--key: ") + key.error());
    const Result<Envelope> envelope = parseEnvelopeOf(input, largestEnvelope, mostSignatures);
    if (!envelope)
        return reject(envelope.error());
    return signedBy(*envelope, *key)
        ? accept()
        : reject(QStringLiteral("no signature by key %1").arg(key->hex()));
}

Outcome checkSvid(const Options& options, const QByteArray& input, WallTime now)
{
    const QString path = options.at(QStringLiteral("--roots"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return misuse(QStringLiteral("--roots: %1: %2").arg(path, file.errorString()));
    const Result<SvidValidator> validator = SvidValidator::create(
        file.read(largestBundle), options.at(QStringLiteral("--trust-domain")));
    if (!validator)
        return misuse(QStringLiteral("--roots: %1: %2").arg(path, validator.error()));
    const SvidVerdict verdict = validator->validate(input, now);
    return verdict.ok() ? accept() : reject(verdict.detail);
}

struct Command {
    QStringList options; // all required, each with a value
    std::function<Outcome(const Options&, const QByteArray&, WallTime)> run;
};

const std::map<QString, Command>& commands()
{
    static const std::map<QString, Command> all{
        {QStringLiteral("ed25519"), {{}, verifyEd25519}},
        {QStringLiteral("enrol"), {{}, checkEnrolment}},
        {QStringLiteral("json"), {{}, checkJson}},
        {QStringLiteral("dsse"), {{QStringLiteral("--key")}, checkDsse}},
        {QStringLiteral("svid"),
            {{QStringLiteral("--trust-domain"), QStringLiteral("--roots")}, checkSvid}},
    };
    return all;
}

// The options behind the subcommand; an error says what is wrong with them.
Result<Options> optionsOf(const Command& command, const QStringList& arguments)
{
    Options options;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        QString name = arguments.at(i), value;
        const qsizetype equals = name.indexOf(QLatin1Char('='));
        if (equals > 0) {
            value = name.mid(equals + 1);
            name.truncate(equals);
        } else if (i + 1 < arguments.size()) {
            value = arguments.at(++i);
        }
        if (!command.options.contains(name))
            return Error{QStringLiteral("unknown option %1").arg(name)};
        if (value.isEmpty())
            return Error{QStringLiteral("option %1 needs a value").arg(name)};
        if (!options.emplace(name, value).second)
            return Error{QStringLiteral("option %1 stands twice").arg(name)};
    }
    for (const QString& name : command.options) {
        if (!options.contains(name))
            return Error{QStringLiteral("option %1 is needed").arg(name)};
    }
    return options;
}

} // namespace

bool wantsInput(const QStringList& arguments)
{
    const auto found = commands().find(arguments.value(0));
    return found != commands().end() && optionsOf(found->second, arguments);
}

Outcome runCase(const QStringList& arguments, const QByteArray& input, WallTime now)
{
    if (arguments.isEmpty())
        return misuse(QStringLiteral("a subcommand is needed; --help lists them"));
    const auto found = commands().find(arguments.front());
    if (found == commands().end()) {
        return misuse(
            QStringLiteral("unknown subcommand %1; --help lists them").arg(arguments.front()));
    }
    const Result<Options> options = optionsOf(found->second, arguments);
    if (!options)
        return misuse(options.error());
    if (input.size() > largestCase)
        return reject(QStringLiteral("case is larger than %1 bytes").arg(largestCase));
    return found->second.run(*options, input, now);
}

QString helpText()
{
    return QStringLiteral(
        "Usage: espalier-verify SUBCOMMAND [OPTIONS] < case\n"
        "\n"
        "Checks one case from standard input. Prints \"ok\" (exit 0) or \"reject: <why>\" (exit "
        "1);\n"
        "a bad option is misuse (exit 2).\n"
        "\n"
        "  json                              bytes of a record payload: the strict canonical form\n"
        "  dsse --key HEX                    a DSSE envelope with a signature by this key\n"
        "  ed25519                           JSON {key, sig, msg}, hex: the signature verifies\n"
        "  enrol                             JSON {key}, hex: a key that may be enrolled\n"
        "  svid --trust-domain TD --roots FILE   a PEM chain, leaf first, valid now\n"
        "\n"
        "  --help                            this text\n"
        "  --version                         the version\n"
        "\n"
        "What needs the transparency log (inclusion, consistency, note, checkpoint, archive) "
        "comes\n"
        "with the log.\n");
}

} // namespace Espalier::Verify
