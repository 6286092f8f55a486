// The file of the private key: for its owner alone, and refused where it is anything else.
#include "audit/key_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>

#include "tests/audit/log_support.h"

namespace probity::audit {
namespace {

using test::Folder;
using test::signing_key;

const std::string kName = "example.org/log";

TEST_CASE("a key file is read back as the key that it was made of, for its owner alone") {
  const Folder folder("key_file");
  const std::string path = folder.file("a.key");
  REQUIRE_FALSE(write_key_file(path, signing_key(), "").has_value());
  struct stat status{};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);
  CHECK(test::read_bytes(path).starts_with("-----BEGIN PRIVATE KEY-----\n"));
  const SigningKey key = read_key_file(path, kName, "").value();
  CHECK(key.verifier() == signing_key().verifier());
  CHECK(key.sign("text") == signing_key().sign("text"));
}

TEST_CASE("the key of RFC 8410 is read") {
  // Section 10.3; the public key is the one of section 10.1.
  const Folder folder("rfc8410");
  const std::string path = folder.file("a.key");
  test::write_bytes(path,
                    "-----BEGIN PRIVATE KEY-----\n"
                    "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                    "-----END PRIVATE KEY-----\n");
  std::filesystem::permissions(path, std::filesystem::perms::owner_read);
  const SigningKey key = read_key_file(path, kName, "").value();
  const Hash public_key =
      hash_of_hex("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1").value();
  CHECK(key.verifier().public_key == public_key);
}

TEST_CASE("a passphrase protects the file, and only that passphrase opens it") {
  const Folder folder("passphrase");
  const std::string path = folder.file("a.key");
  REQUIRE_FALSE(write_key_file(path, signing_key(), "correct horse").has_value());
  CHECK(test::read_bytes(path).starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  CHECK(read_key_file(path, kName, "correct horse").value().verifier() == signing_key().verifier());
  CHECK(read_key_file(path, kName, "").error().kind == ErrorKind::kUsage);
  const Error wrong = read_key_file(path, kName, "wrong horse").error();
  CHECK(wrong.kind == ErrorKind::kInput);
  CHECK(wrong.message.find("passphrase is wrong") != std::string::npos);
}

TEST_CASE("a key file that others may read is refused, as are links, folders and other contents") {
  const Folder folder("bad_keys");
  const std::string path = folder.file("a.key");
  REQUIRE_FALSE(write_key_file(path, signing_key(), "").has_value());
  using std::filesystem::perms;
  for (const perms open :
       {perms::group_read, perms::others_read, perms::others_write, perms::group_exec}) {
    std::filesystem::permissions(path, perms::owner_read | open);
    const Result<SigningKey> key = read_key_file(path, kName, "");
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().kind == ErrorKind::kInput);
    CHECK(key.error().message.find("is open to others") != std::string::npos);
  }
  std::filesystem::permissions(path, perms::owner_read);
  CHECK(read_key_file(path, kName, "").ok());

  const auto kind_of = [&](const std::string& file) {
    return read_key_file(folder.file(file), kName, "").error().kind;
  };
  std::filesystem::create_symlink("a.key", folder.file("link"));
  CHECK(kind_of("link") == ErrorKind::kInput);
  CHECK(kind_of("absent") == ErrorKind::kNotFound);
  CHECK(kind_of("") == ErrorKind::kInput);
  REQUIRE(mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  CHECK(kind_of("pipe") == ErrorKind::kInput);
  const auto write_private = [&](const std::string& file, const std::string& bytes) {
    test::write_bytes(folder.file(file), bytes);
    std::filesystem::permissions(folder.file(file), perms::owner_read | perms::owner_write);
  };
  write_private("empty", "");
  CHECK(kind_of("empty") == ErrorKind::kInput);
  write_private("text", "no key at all\n");
  CHECK(kind_of("text") == ErrorKind::kInput);
  write_private("large", std::string(100'000, 'x'));
  CHECK(kind_of("large") == ErrorKind::kInput);
  // An X25519 key (openssl genpkey -algorithm X25519): a key, but none that signs.
  write_private("exchange",
                "-----BEGIN PRIVATE KEY-----\n"
                "MC4CAQAwBQYDK2VuBCIEIAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABA\n"
                "-----END PRIVATE KEY-----\n");
  const Error exchange = read_key_file(folder.file("exchange"), kName, "").error();
  CHECK(exchange.message.find("not for Ed25519") != std::string::npos);
  CHECK(read_key_file(path, "two words", "").error().kind == ErrorKind::kUsage);
}

TEST_CASE("a key file takes no other file's place") {
  const Folder folder("key_place");
  test::write_bytes(folder.file("taken"), "precious");
  CHECK(write_key_file(folder.file("taken"), signing_key(), "")->kind == ErrorKind::kUsage);
  CHECK(test::read_bytes(folder.file("taken")) == "precious");
  std::filesystem::create_symlink("nowhere", folder.file("link"));
  CHECK(write_key_file(folder.file("link"), signing_key(), "").has_value());
  CHECK_FALSE(std::filesystem::exists(folder.file("nowhere")));
  CHECK(write_key_file(folder.file("no/folder"), signing_key(), "")->kind == ErrorKind::kOutput);
}

}  // namespace
}  // namespace probity::audit
