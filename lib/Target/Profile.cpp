#include "anemone/Target/Profile.h"

namespace anemone::target {
namespace {
constexpr Profile kProfiles[] = {Profile{.name = "strict"}};
} // namespace

std::span<const Profile> profiles() { return kProfiles; }

const Profile *findProfile(std::string_view name) {
  for (const Profile &profile : kProfiles)
    if (profile.name == name)
      return &profile;
  return nullptr;
}

std::string profileNames() {
  std::string names;
  for (const Profile &profile : kProfiles)
    names += (names.empty() ? "" : ", ") + std::string(profile.name);
  return names;
}
} // namespace anemone::target
