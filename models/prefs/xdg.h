// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Espalier {

// The console's folders by the XDG Base Directory Specification, computed from the environment
// because Qt 6.4 knows no state location. A relative variable is ignored, as the specification
// says. In QStandardPaths' test mode all of them lie under the test folders.
[[nodiscard]] QString configFolder(); // $XDG_CONFIG_HOME/espalier: settings, profiles
[[nodiscard]] QString stateFolder(); // $XDG_STATE_HOME/espalier: window layout, watermarks

// Makes a folder and its parents with mode 0700. Answers what is wrong, empty if nothing.
[[nodiscard]] QString makePrivateFolder(const QString& path);

} // namespace Espalier
