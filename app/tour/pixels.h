// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRegion>

namespace Espalier::Tour {

// Pixels in that part of a picture that are no grey: their channels are further apart than any tint
// of the themes' greys (24 of 255).
[[nodiscard]] int colouredPixels(const QImage& picture, const QRegion& area);

} // namespace Espalier::Tour
