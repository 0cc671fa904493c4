// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels.h"

#include <algorithm>

namespace Espalier::Tour {

namespace {

constexpr int widestGrey = 24;

} // namespace

int colouredPixels(const QImage& picture, const QRegion& area)
{
    int count = 0;
    for (const QRect& part : area.intersected(picture.rect())) {
        for (int y = part.top(); y <= part.bottom(); ++y) {
            for (int x = part.left(); x <= part.right(); ++x) {
                const QRgb pixel = picture.pixel(x, y);
                const auto [low, high] = std::minmax({qRed(pixel), qGreen(pixel), qBlue(pixel)});
                count += high - low > widestGrey ? 1 : 0;
            }
        }
    }
    return count;
}

} // namespace Espalier::Tour
