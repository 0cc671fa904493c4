// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <memory>

namespace Espalier::Tests {

// Base of every test class: any qWarning that a test did not announce fails it.
class TestCase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        // But for what the offscreen platform says of itself whenever a window has a least size.
        QTest::failOnWarning(QRegularExpression(
            QStringLiteral("^(?!This plugin does not support propagateSizeHints).*")));
        prepare();
    }

protected:
    // Called before each test function; for what a class would put into init().
    virtual void prepare() {}
};

using Factory = std::function<std::unique_ptr<QObject>()>;

// Makes a test class known to the executable's main under its class name. Static objects only.
class Registration final {
public:
    Registration(const char* name, Factory factory);
};

// What main() does before anything else, as the programs' own main() does it. Static objects only.
class Preparation final {
public:
    explicit Preparation(void (*prepare)());
};
void prepareProcess(); // main()'s first line

// argv: program, [Class], [function...] as QTest takes them. Without a class all run.
int runTests(int argc, char** argv);

} // namespace Espalier::Tests

#define ESPALIER_TEST(Class)                                                                       \
    static const Espalier::Tests::Registration registration##Class(                                \
        #Class, [] { return std::unique_ptr<QObject>(std::make_unique<Class>()); });
