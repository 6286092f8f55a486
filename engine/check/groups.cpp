// Groups of countries.
#include <map>

#include <fmt/format.h>

#include "check/dated.h"
#include "check/graph.h"

namespace probity {
namespace {

constexpr Wanted kWantedGroup{
    .space = NameSpace::kValues, .code = Code::unknown_group, .noun = "group"};

std::optional<Country> resolve_country(const ast::Name& written, Context& context) {
  if (const std::optional<Country> country = find_country(written.text)) return country;
  Diagnostic diagnostic{.code = Code::not_a_country,
                        .span = written.span,
                        .message = fmt::format("`{}` is not a country", written.text),
                        .help = "a country is written as its code of ISO 3166-1 alpha-2, `PL`"};
  if (const std::optional<Country> meant = country_advice(written.text)) {
    diagnostic.help = fmt::format("write `{}` ({})", meant->text(), country_name(*meant));
    diagnostic.fix = FixIt{.span = written.span, .replacement = meant->text(), .is_safe = true};
  }
  context.report(std::move(diagnostic));
  return std::nullopt;
}

/// Two memberships of one country may follow each other; they may not overlap.
void check_overlaps(const std::vector<GroupMember>& members, Context& context) {
  std::map<Country, std::vector<std::size_t>> by_country;
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (const std::size_t earlier : by_country[members[i].country]) {
      if (!intersect(members[earlier].window, members[i].window)) continue;
      context.report(
          {.code = Code::overlapping_dates,
           .span = members[i].span,
           .message = fmt::format("{} is a member twice at one time", members[i].country.text()),
           .labels = {{.span = members[earlier].span, .text = "the first membership"}}});
      break;
    }
    by_country[members[i].country].push_back(i);
  }
}

GroupTerm check_term(const ast::GroupTerm& written, const Visible& visible, Context& context) {
  GroupTerm term{.subtracted = written.subtracted};
  if (!written.group.empty()) {
    const DeclaredName* found = resolve(context, written.group, visible, kWantedGroup);
    const GroupId* id = found == nullptr ? nullptr : std::get_if<GroupId>(&found->entity);
    if (id != nullptr) {
      term.group = *id;
    } else if (found != nullptr) {
      context.report({.code = Code::unknown_group,
                      .span = span_of(written.group),
                      .message = fmt::format("`{}` is not a group", found->name),
                      .labels = {declared_here(*found)}});
    }
  }
  for (const ast::GroupMember& member : written.members) {
    const Window window = check_window(member.window, context);
    const std::optional<Country> country = resolve_country(member.country, context);
    if (!country) continue;
    term.members.push_back({.country = *country, .window = window, .span = member.country.span});
  }
  check_overlaps(term.members, context);
  if (written.condition) term.condition = resolve_reading(context, visible, *written.condition);
  return term;
}

}  // namespace

void fill_groups(const Declarations& declarations, Context& context) {
  std::vector<std::vector<std::size_t>> needs;
  for (const Declared<ast::Group, GroupId>& declared : declarations.groups) {
    Group& group = context.program.groups[declared.id.index()];
    std::vector<std::size_t>& parts = needs.emplace_back();
    if (!declared.is_complete()) continue;
    for (const ast::GroupTerm& term : declared.written->terms) {
      group.terms.push_back(check_term(term, *declared.visible, context));
      if (group.terms.back().group.is_present()) {
        parts.push_back(group.terms.back().group.index());
      }
    }
  }
  for (const std::vector<std::size_t>& cycle : order_dependencies(needs).cycles) {
    Diagnostic diagnostic{.code = Code::recursion};
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      Group& group = context.program.groups[cycle[i]];
      if (i == 0) {
        diagnostic.span = group.span;
        diagnostic.message = fmt::format("group `{}` is a part of itself", group.name);
      } else {
        diagnostic.labels.push_back({.span = group.span, .text = "through this one"});
      }
      group.terms.clear();
    }
    context.report(std::move(diagnostic));
  }
}

}  // namespace probity
