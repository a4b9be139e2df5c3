/* Runs an entry on the emulator through the C interface; used by c-interface.test. */
#include "anemone/Runtime/anemone.h"
#include <stdio.h>

static int failed(anemone_status *status) {
  if (!status)
    return 0;
  fprintf(stderr, "client: %s\n", anemone_status_message(status));
  anemone_status_free(status);
  return 1;
}

int main(int argc, char **argv) {
  anemone_bundle *bundle = NULL;
  anemone_session *session = NULL;
  anemone_tensor input, output;
  float image[30], logits[30];
  if (argc != 2 || failed(anemone_bundle_open(argv[1], &bundle)) ||
      failed(anemone_session_create(bundle, 0, "emulator", NULL, &session)) ||
      failed(anemone_bundle_input(bundle, 0, 0, &input)) ||
      failed(anemone_bundle_output(bundle, 0, 0, &output)))
    return 1;
  for (int i = 0; i < 30; ++i)
    image[i] = 1;
  if (failed(anemone_session_set_input(session, &input, image, sizeof(image))) ||
      failed(anemone_session_run(session)) ||
      failed(anemone_session_get_output(session, output.name, logits, sizeof(logits))))
    return 1;
  printf("%s %s %g %g\n", input.name, output.name, logits[0], logits[29]);
  anemone_session_free(session);
  anemone_bundle_close(bundle);
  return 0;
}
