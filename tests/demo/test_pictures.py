import pytest

from demo.pictures import SCENES, draw
from demo.seeding import stories

SMALL = (150, 100)


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_drawn_the_same_for_the_same_story_and_otherwise_for_another(scene):
    picture = draw(scene, "a-story", SMALL)
    assert (picture.mode, picture.size) == ("RGB", SMALL)
    assert len(picture.getcolors(SMALL[0] * SMALL[1])) > 50
    assert draw(scene, "a-story", SMALL).tobytes() == picture.tobytes()
    assert draw(scene, "another-story", SMALL).tobytes() != picture.tobytes()


def test_a_scene_there_is_not_is_an_error():
    with pytest.raises(KeyError):
        draw("unicorn", "a-story")


def test_every_picture_a_story_asks_for_can_be_drawn():
    assert {story["picture"] for story in stories() if story.get("picture")} <= set(SCENES)
