// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

int main() { std::puts("espalier-hostd " ESPALIER_VERSION); }
