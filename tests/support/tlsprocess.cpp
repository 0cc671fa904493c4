// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A source of every test executable that speaks TLS (espalier_add_tests(... TLS)).
#include "support/testregistry.h"

#include <link/tls/credentials.h>

static const Espalier::Tests::Preparation tls(&Espalier::Tls::prepareProcess);
