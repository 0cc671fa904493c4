// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"
#include "verbs.h"

#include <espalier/v1/watch.grpc.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>

namespace Espalier::Fleetd::Cli {

namespace {

namespace v1 = ::espalier::v1;

// The resource inside an object, whatever kind it is.
const google::protobuf::Message* resourceOf(const v1::Object& object)
{
    const auto* reflection = v1::Object::GetReflection();
    const auto* field =
        reflection->GetOneofFieldDescriptor(object, v1::Object::descriptor()->oneof_decl(0));
    return field ? &reflection->GetMessage(object, field) : nullptr;
}

v1::ObjectType typeNamed(const QString& name)
{
    v1::ObjectType type = v1::OBJECT_TYPE_UNSPECIFIED;
    v1::ObjectType_Parse("OBJECT_TYPE_" + name.toUpper().replace(u'-', u'_').toStdString(), &type);
    return name == name.toLower() ? type : v1::OBJECT_TYPE_UNSPECIFIED;
}

// A JSON array, one object a line, all fields, names as protobuf's JSON form has them.
void print(const std::vector<std::string>& objects)
{
    std::fputs("[", stdout);
    for (size_t at = 0; at < objects.size(); ++at)
        std::printf("%s\n%s", at == 0 ? "" : ",", objects[at].c_str());
    std::fputs("\n]\n", stdout);
}

} // namespace

int list(const QStringList& words)
{
    ArgumentRule rule;
    rule.values = QStringList{QStringLiteral("--pki"), QStringLiteral("--site"),
        QStringLiteral("--fleetd"), QStringLiteral("--user"), QStringLiteral("--cert"),
        QStringLiteral("--key"), QStringLiteral("--roots")};
    rule.flags = QStringList{QStringLiteral("--json")};
    rule.positional = 1;
    const auto arguments = Arguments::parse(words, rule);
    if (!arguments)
        return fail(arguments.error(), misused);
    const QString missing = arguments->missing(
        {QStringLiteral("--site"), QStringLiteral("--fleetd"), QStringLiteral("--json")});
    if (!missing.isEmpty())
        return fail(QStringLiteral("%1 is needed").arg(missing), misused);
    v1::ListRequest request;
    request.set_type(typeNamed(arguments->words().front()));
    if (request.type() == v1::OBJECT_TYPE_UNSPECIFIED)
        return fail(
            QStringLiteral("\"%1\" is none of site rack host slot vm job record image shape "
                           "command drain cache-volume alarm-mark audit-entry")
                .arg(arguments->words().front()),
            misused);
    const SystemClock clock;
    const PkiPaths pki{arguments->value(QStringLiteral("--pki"))};
    const auto channel = dial(*arguments,
        pki.user(arguments->value(QStringLiteral("--user"), QStringLiteral("viewer"))), clock);
    if (!channel)
        return fail(channel.error(), failed);
    const auto stub = v1::FleetWatch::NewStub(*channel);
    grpc::ClientContext context;
    setDeadline(context, listDeadline);
    const auto reader = stub->List(&context, request);
    google::protobuf::util::JsonPrintOptions options;
    options.always_print_primitive_fields = true;
    std::vector<std::string> objects;
    v1::ListResponse response;
    while (reader->Read(&response)) {
        for (const v1::Object& object : response.objects()) {
            std::string json;
            if (const auto* resource = resourceOf(object); resource
                && google::protobuf::util::MessageToJsonString(*resource, &json, options).ok())
                objects.push_back(std::move(json));
        }
    }
    if (const grpc::Status status = reader->Finish(); !status.ok())
        return fail(Cli::words(status), failed);
    print(objects);
    return done;
}

} // namespace Espalier::Fleetd::Cli
