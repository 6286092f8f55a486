// The nodes of a Program: appended with their shape, which only check/ does, and walked.
#pragma once

#include <cstdint>
#include <vector>

#include "check/program.h"

namespace probity {

/// Appends a node whose operands are in the program already; gives it the shape of its equals.
NodeId add_node(Program& program, node::Content content, TypeId type, Span span);

/// The nodes directly below, in the order in which they are evaluated.
[[nodiscard]] std::vector<NodeId> operands_of(const node::Content& content);

/// `root` and everything below it, parents first; calls are not followed.
[[nodiscard]] std::vector<NodeId> nodes_below(const Program& program, NodeId root);

/// Whether the value of `root` depends on what is in `slot`.
[[nodiscard]] bool mentions_slot(const Program& program, NodeId root, std::uint32_t slot);

/// The operands of the `and` chains at the top of `root`, brackets removed; `root` itself where
/// there is none.
[[nodiscard]] std::vector<NodeId> conjuncts_of(const Program& program, NodeId root);

template <class Content>
[[nodiscard]] const Content* node_if(const Program& program, NodeId id) {
  return id.is_present() ? std::get_if<Content>(&program[id].content) : nullptr;
}

}  // namespace probity
