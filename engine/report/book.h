// The book of a rule set: static pages for a browser, with a style of their own, no script and
// nothing that is fetched. A page for each module, an index of the articles, one of the names.
#pragma once

#include <string>
#include <vector>

#include "analyse/result.h"
#include "check/program.h"

namespace probity {

struct BookFile {
  std::string name;  ///< "module-safe.html": small letters, digits, `-`, `_` and `.` alone
  std::string html;  ///< one whole document
};

/// The pages, `index.html` first. The same rule set gives the same bytes.
[[nodiscard]] std::vector<BookFile> render_book(const Program& program,
                                                const BookMaterial& material);

}  // namespace probity
