// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testregistry.h"

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace Espalier::Tests {

namespace {

std::map<std::string, Factory>& factories()
{
    static std::map<std::string, Factory> all;
    return all;
}

std::vector<void (*)()>& preparations()
{
    static std::vector<void (*)()> all;
    return all;
}

} // namespace

Preparation::Preparation(void (*prepare)()) { preparations().push_back(prepare); }

void prepareProcess()
{
    for (const auto prepare : preparations())
        prepare();
}

Registration::Registration(const char* name, Factory factory)
{
    factories().emplace(name, std::move(factory));
}

int runTests(int argc, char** argv)
{
    const bool named = argc > 1 && argv[1][0] != '-';
    if (named) {
        const auto found = factories().find(argv[1]);
        if (found == factories().end()) {
            std::fprintf(stderr, "no test class %s; known:\n", argv[1]);
            for (const auto& [name, factory] : factories())
                std::fprintf(stderr, "  %s\n", name.c_str());
            return 2;
        }
        std::vector<char*> rest{argv[0]};
        rest.insert(rest.end(), argv + 2, argv + argc);
        const auto object = found->second();
        return QTest::qExec(object.get(), static_cast<int>(rest.size()), rest.data());
    }
    int failures = factories().empty() ? 1 : 0;
    for (const auto& [name, factory] : factories()) {
        const auto object = factory();
        failures += QTest::qExec(object.get(), argc, argv);
    }
    return failures;
}

} // namespace Espalier::Tests
