// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "failure.h"
#include "measure.h"
#include "tour.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace {

using Espalier::Tour::TourOptions;

struct Options final {
    TourOptions tour;
    bool describe = false;
    QString measureFile;
    int rounds = 5;
};

Options readOptions(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Drives the real console through the main job on an X server and session bus of its own:\n"
        "real clicks and keys, reading only what assistive technology, /proc and command lines "
        "tell.\n"
        "Exits 0 only if every step held. Usually called by ./app/run --tour."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption fleet(QStringLiteral("fleet"),
        QStringLiteral("what app/fleet wrote about the fleet that runs"), QStringLiteral("FILE"));
    const QCommandLineOption out(QStringLiteral("out"),
        QStringLiteral("where pictures, logs and tour.json go"), QStringLiteral("DIR"));
    const QCommandLineOption console(QStringLiteral("console"),
        QStringLiteral("the program to drive (espalier beside the fleet's programs)"),
        QStringLiteral("FILE"));
    const QCommandLineOption user(QStringLiteral("user"),
        QStringLiteral("who sits at the desk (oncall)"), QStringLiteral("ID"),
        QStringLiteral("oncall"));
    const QCommandLineOption only(QStringLiteral("only"),
        QStringLiteral("only steps whose ids begin so; may be given several times"),
        QStringLiteral("STEP"));
    const QCommandLineOption minutes(QStringLiteral("minutes"),
        QStringLiteral("limit of the whole tour (8)"), QStringLiteral("N"), QStringLiteral("8"));
    const QCommandLineOption describe(QStringLiteral("describe"),
        QStringLiteral("print what assistive technology sees of the console, and end"));
    const QCommandLineOption measure(QStringLiteral("measure"),
        QStringLiteral("no tour: write what a person waits for, in ms, to this file"),
        QStringLiteral("FILE"));
    const QCommandLineOption rounds(QStringLiteral("rounds"),
        QStringLiteral("figures of each kind with --measure (5)"), QStringLiteral("N"),
        QStringLiteral("5"));
    const QCommandLineOption pictures(
        QStringLiteral("pictures"), QStringLiteral("pictures of every dialog too, light and dark"));
    parser.addOptions(
        {fleet, out, console, user, only, minutes, pictures, describe, measure, rounds});
    parser.process(application);
    Options options{
        {parser.value(fleet), parser.value(out), parser.value(console), parser.value(user),
            parser.values(only), parser.value(minutes).toInt(), parser.isSet(pictures)},
        parser.isSet(describe), parser.value(measure), parser.value(rounds).toInt()};
    if (options.tour.fleetFile.isEmpty() || options.tour.folder.isEmpty())
        throw Espalier::Tour::Failure(QStringLiteral("--fleet FILE and --out DIR are needed"));
    if (options.tour.minutes < 1)
        throw Espalier::Tour::Failure(QStringLiteral("--minutes takes a whole number above 0"));
    if (options.rounds < 1)
        throw Espalier::Tour::Failure(QStringLiteral("--rounds takes a whole number above 0"));
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    // What is read from command lines and windows must not depend on who started the tour.
    qputenv("LC_ALL", "C.UTF-8");
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("espalier-tour"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ESPALIER_VERSION));
    try {
        const Options options = readOptions(application);
        Espalier::Tour::Tour tour(options.tour);
        if (options.describe) {
            std::puts(qPrintable(tour.describe()));
            return 0;
        }
        if (!options.measureFile.isEmpty()) {
            Espalier::Tour::measure(tour, options.rounds, options.measureFile);
            return 0;
        }
        return tour.run() ? 0 : 1;
    } catch (const Espalier::Tour::Failure& failure) {
        std::fprintf(stderr, "espalier-tour: %s\n", failure.what());
        return 2;
    }
}
