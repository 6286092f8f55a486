// What holds at some times and not at others: windows, the members of groups, the values of
// parameters. Private to check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// Reports a window that ends before it begins; it is then taken to have no end.
[[nodiscard]] Window check_window(const std::optional<ast::Window>& written, Context& context);

/// The days that both have; absent where there are none.
[[nodiscard]] std::optional<Window> intersect(const Window& first, const Window& second);

/// "from 2025-05-29 until 2026-05-30", "at all times".
[[nodiscard]] std::string window_text(const Window& window);

/// The types of the parameters; their values and laws.
void fill_parameters(const Declarations& declarations, Context& context);

/// The terms of every group.
void fill_groups(const Declarations& declarations, Context& context);

/// The readings of every interpretation; before anything is `under` one.
void fill_interpretations(const Declarations& declarations, Context& context);

}  // namespace probity
