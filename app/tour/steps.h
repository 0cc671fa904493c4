// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Espalier::Tour {

class Tour;

// The tour in the order in which it is made. Each adds steps to the tour's report and leaves the
// console with no filter set.
void faultSteps(Tour& tour); // what 10 and 14 look at begins
void feedSteps(Tour& tour); // 1: three feeds, hosts and slots as fleetd lists them
void jobSteps(Tour& tour); // 2 and 3: one job's life and the proof of its end
void outputSteps(Tour& tour); // 2: on-call reads a live job's output
void endSteps(Tour& tour); // 4: all other ends
void restartSteps(Tour& tour); // 5: the host daemon killed
void refusalSteps(Tour& tour); // 6: who is turned away
void cacheSteps(Tour& tour); // 9: what outlives a VM, and whose it is
void drainSteps(Tour& tour); // 12: the real host is drained while a job runs
void stuckSteps(Tour& tour); // 11: a VM that is stuck for a real reason
void rackSteps(Tour& tour); // 12b and 13: a rack that cannot be drained, a second person
void commandSteps(Tour& tour); // 13: orders that are refused
void silenceSteps(Tour& tour); // 7: a control plane that stops
void cancelSteps(Tour& tour); // 10: a job that its queue cancels
void ghostSteps(Tour& tour); // the last of what 14 looks at
void alarmSteps(Tour& tour); // 14: what is wrong with simulated hosts
void lostSteps(Tour& tour); // 10: a job that is lost with its host
void balanceSteps(Tour& tour); // 8, 15: nothing unaccounted for
void walkSteps(Tour& tour); // every page by keyboard, as assistive technology finds it
void pictureSteps(Tour& tour); // each page, light and dark

} // namespace Espalier::Tour
