#include "check/modules.h"

#include <optional>
#include <set>

#include <fmt/format.h>

#include "check/graph.h"

namespace probity {
namespace {

void check_titles(const RuleSetText& text, Context& context) {
  std::map<std::string, const ast::File*> titled;
  for (const ast::File& file : text.files) {
    if (!file.title || file.module.text.empty()) continue;
    const auto [first, is_first] = titled.emplace(file.module.text, &file);
    if (is_first) continue;
    context.report({.code = Code::module_titled_twice,
                    .span = file.title->span,
                    .message = fmt::format("module `{}` has two titles", file.module.text),
                    .labels = {{.span = first->second->title->span, .text = "the first title"}},
                    .help = "several files may form one module; one of them has its title"});
  }
}

void add_uses(const ast::File& file, Visible& visible, Context& context) {
  std::map<std::string, Span> seen;
  for (const ast::Name& use : file.uses) {
    if (use.text.empty()) continue;
    if (!context.names.has_module(use.text)) {
      Diagnostic diagnostic{
          .code = Code::unknown_module,
          .span = use.span,
          .message = fmt::format("there is no module `{}` in the rule set", use.text),
          .help = "the manifest lists the folders whose files are read"};
      suggest(diagnostic, use.text,
              {context.names.modules().begin(), context.names.modules().end()});
      context.report(std::move(diagnostic));
      continue;
    }
    const auto [first, is_first] = seen.emplace(use.text, use.span);
    if (!is_first || use.text == file.module.text) {
      Diagnostic diagnostic{.code = Code::useless_use,
                            .span = use.span,
                            .message = is_first ? fmt::format("module `{}` uses itself", use.text)
                                                : fmt::format("`use {}` stands twice", use.text)};
      if (!is_first) diagnostic.labels.push_back({.span = first->second, .text = "the first time"});
      context.report(std::move(diagnostic));
      continue;
    }
    if (!visible.contains(use.text)) visible.modules.push_back(use.text);
  }
}

Span find_use(const RuleSetText& text, const std::string& module, const std::string& used) {
  for (const ast::File& file : text.files) {
    if (file.module.text != module) continue;
    for (const ast::Name& use : file.uses) {
      if (use.text == used) return use.span;
    }
  }
  return Span();
}

void check_cycles(const RuleSetText& text, const Modules& modules, Context& context) {
  std::vector<const std::string*> names;
  std::map<std::string, std::size_t> indices;
  for (const auto& [name, visible] : modules) {
    indices.emplace(name, names.size());
    names.push_back(&name);
  }
  std::vector<std::vector<std::size_t>> needs;
  for (const auto& [name, visible] : modules) {
    std::vector<std::size_t>& needed = needs.emplace_back();
    for (const std::string& used : visible.modules) {
      if (used != name) needed.push_back(indices.at(used));
    }
  }
  for (const std::vector<std::size_t>& cycle : order_dependencies(needs).cycles) {
    Diagnostic diagnostic{.code = Code::import_cycle};
    std::string path;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const std::string& module = *names[cycle[i]];
      const std::string& used = *names[cycle[(i + 1) % cycle.size()]];
      path += fmt::format("`{}`, ", module);
      const Span span = find_use(text, module, used);
      if (i == 0) {
        diagnostic.span = span;
      } else {
        diagnostic.labels.push_back(
            {.span = span, .text = fmt::format("`{}` uses `{}` here", module, used)});
      }
    }
    diagnostic.message =
        fmt::format("modules use each other in a circle: {}`{}`", path, *names[cycle.front()]);
    diagnostic.help = "move what both need into a module of its own";
    context.report(std::move(diagnostic));
  }
}

}  // namespace

Modules check_modules(const RuleSetText& text, Context& context) {
  Modules modules;
  for (const ast::File& file : text.files) {
    if (!file.module.text.empty()) context.names.add_module(file.module.text);
    modules.try_emplace(file.module.text, Visible{.modules = {file.module.text}});
  }
  for (const ast::File& file : text.files) {
    add_uses(file, modules.find(file.module.text)->second, context);
  }
  check_titles(text, context);
  check_cycles(text, modules, context);
  return modules;
}

}  // namespace probity
