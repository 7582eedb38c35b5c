import sys
from concurrent.futures import ThreadPoolExecutor

from text.stemming import stages


def test_stems_are_the_same_however_many_threads_ask():
    words = [f"{start}{middle}ations" for start in ("rel", "nation", "form", "lim") for middle in map(str, range(400))]
    alone = [stages(word, "en") for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        stages.cache_clear()
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(stages, words, ["en"] * len(words)))
    finally:
        sys.setswitchinterval(interval)
    assert together == alone
