// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tokens.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Espalier::Ui {

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

constexpr double pi = 3.14159265358979323846;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double encoded(double channel)
{
    const double value = std::clamp(channel, 0.0, 1.0);
    return value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
}

Triple linearOf(const QColor& colour)
{
    return {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
}

Triple times(const Matrix& matrix, const Triple& v)
{
    Triple out{};
    for (size_t i = 0; i < 3; ++i)
        out[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
    return out;
}

double luminance(const QColor& colour)
{
    const Triple rgb = linearOf(colour);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

constexpr Matrix toXyz{{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750},
    {0.0193339, 0.1191920, 0.9503041}}};

struct Lab {
    double l, a, b;
};

Lab labOf(const QColor& colour)
{
    const Triple xyz = times(toXyz, linearOf(colour));
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f(xyz[0] / 0.95047);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double hue(double a, double b)
{
    if (a == 0 && b == 0)
        return 0;
    const double degrees = std::atan2(b, a) * 180 / pi;
    return degrees < 0 ? degrees + 360 : degrees;
}

double sinDegrees(double degrees) { return std::sin(degrees * pi / 180); }
double cosDegrees(double degrees) { return std::cos(degrees * pi / 180); }

struct Polar {
    double chroma1, chroma2, hue1, hue2;
};

double hueStep(const Polar& p)
{
    if (p.chroma1 * p.chroma2 == 0)
        return 0;
    const double step = p.hue2 - p.hue1;
    if (step > 180)
        return step - 360;
    return step < -180 ? step + 360 : step;
}

double meanHue(const Polar& p)
{
    const double sum = p.hue1 + p.hue2;
    if (p.chroma1 * p.chroma2 == 0)
        return sum;
    if (std::abs(p.hue1 - p.hue2) <= 180)
        return sum / 2;
    return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

double seventh(double chroma)
{
    const double power = std::pow(chroma, 7);
    return std::sqrt(power / (power + std::pow(25.0, 7)));
}

} // namespace

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

QColor seenBy(Vision vision, const QColor& colour)
{
    static constexpr Matrix protan{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
        {-0.003882, -0.048116, 1.051998}}};
    static constexpr Matrix deutan{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
        {-0.011820, 0.042940, 0.968881}}};
    static constexpr Matrix tritan{{{1.255528, -0.076749, -0.178779},
        {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
    const Matrix* matrix = nullptr;
    switch (vision) {
    case Vision::Normal:
        return colour;
    case Vision::Protan:
        matrix = &protan;
        break;
    case Vision::Deutan:
        matrix = &deutan;
        break;
    case Vision::Tritan:
        matrix = &tritan;
        break;
    }
    const Triple seen = times(*matrix, linearOf(colour));
    return QColor::fromRgbF(static_cast<float>(encoded(seen[0])),
        static_cast<float>(encoded(seen[1])), static_cast<float>(encoded(seen[2])));
}

double difference(const QColor& first, const QColor& second)
{
    const Lab one = labOf(first);
    const Lab two = labOf(second);
    const double plainMean = (std::hypot(one.a, one.b) + std::hypot(two.a, two.b)) / 2;
    const double g = 0.5 * (1 - seventh(plainMean));
    const double a1 = one.a * (1 + g);
    const double a2 = two.a * (1 + g);
    const Polar p{std::hypot(a1, one.b), std::hypot(a2, two.b), hue(a1, one.b), hue(a2, two.b)};

    const double dl = two.l - one.l;
    const double dc = p.chroma2 - p.chroma1;
    const double dh = 2 * std::sqrt(p.chroma1 * p.chroma2) * sinDegrees(hueStep(p) / 2);
    const double l = (one.l + two.l) / 2 - 50;
    const double c = (p.chroma1 + p.chroma2) / 2;
    const double h = meanHue(p);
    const double t = 1 - 0.17 * cosDegrees(h - 30) + 0.24 * cosDegrees(2 * h)
        + 0.32 * cosDegrees(3 * h + 6) - 0.20 * cosDegrees(4 * h - 63);
    const double sl = 1 + 0.015 * l * l / std::sqrt(20 + l * l);
    const double sc = 1 + 0.045 * c;
    const double sh = 1 + 0.015 * c * t;
    const double turn = 30 * std::exp(-std::pow((h - 275) / 25, 2));
    const double rt = -2 * seventh(c) * sinDegrees(2 * turn);
    return std::sqrt(std::pow(dl / sl, 2) + std::pow(dc / sc, 2) + std::pow(dh / sh, 2)
        + rt * (dc / sc) * (dh / sh));
}

} // namespace Espalier::Ui
