"""Search as readers use it: what comes first, what opens on arrival, what is marked."""

import gzip
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from axe import violations
from conftest import in_all_editions, watch
from playwright.sync_api import Page
from served import SITE
from waiting import until

LARGEST = 480_000  # bytes of the index of both languages, compressed

# What comes first, whatever the edition. Where it is a matter of taste, the places of equal right.
EXPECTED = {
    "momentum": "momentum-method",
    "动量": "momentum-method",
    "動量": "momentum-method",
    "動量法": "momentum-method",
    "动量法": "momentum-method",
    "冲量": "momentum-method",
    "SGDM": "momentum-method",
    "SGD with momentum": "momentum-method",
    "heavy ball": "momentum-method",
    "重球法": "momentum-method",
    "momentum coefficient": "momentum-method#the-method",
    "动量系数": "momentum-method#the-method",
    "动量因子": "momentum-method#the-method",
    "learning rate": "ill-conditioned#the-dilemma",
    "lr": "ill-conditioned#the-dilemma",
    "学习率": "ill-conditioned#the-dilemma",
    "學習率": "ill-conditioned#the-dilemma",
    "步长": "ill-conditioned#the-dilemma",
    "convergence": "scalar",
    "收敛": "scalar",
    "收斂": "scalar",
    "收敛速度": "scalar#how-fast",
    "convergence rate": "scalar#how-fast",
    "gradient descent": "scalar#gradient-descent",
    "梯度下降": "scalar#gradient-descent",
    "warmup": "frameworks#sec-trap-warm-up",
    "warm-up": "frameworks#sec-trap-warm-up",
    "预热": "frameworks#sec-trap-warm-up",
    "热身": "frameworks#sec-trap-warm-up",
    "AdamW": "frameworks#sec-trap-decay",
    "weight decay": "frameworks#sec-trap-decay",
    "weight_decay": "frameworks#sec-trap-decay",
    "权重衰减": "frameworks#sec-trap-decay",
    "L2正则化": "frameworks#sec-trap-decay",
    "hyperparameter": "speed-limits#choosing-eta-and-beta-eta-beta",
    "hyperparameters": "speed-limits#choosing-eta-and-beta-eta-beta",
    "超参数": "speed-limits#choosing-eta-and-beta-eta-beta",
    "超參數": "speed-limits#choosing-eta-and-beta-eta-beta",
    "StepLR": "conventions#when-the-learning-rate-changes",
    "learning rate decay": "conventions#when-the-learning-rate-changes",
    "learning-rate decay": "conventions#when-the-learning-rate-changes",
    "学习率衰减": "conventions#when-the-learning-rate-changes",
    "loss spike": "frameworks#sec-trap-raised",
    "loss spikes": "frameworks#sec-trap-raised",
    "断点续训": "frameworks#sec-trap-resume",
    "NAG": "nesterov",
    "nesterov": "nesterov",
    "nestrov": "nesterov",
    "加速梯度": "nesterov",
    "accelerated gradient descent": "nesterov",
    "oscillation": "scalar#how-fast",
    "oscillating": "scalar#how-fast",
    "振荡": "scalar#how-fast",
    "震荡": "scalar#how-fast",
    "overshooting": "scalar#gradient-descent",
    "过冲": "scalar#gradient-descent",
    "distributed training": "machines",
    "分布式": "machines",
    "分散式訓練": "machines",
    "多卡训练": "machines",
    "batch size": "noise#when-momentum-does-help",
    "批大小": "noise#when-momentum-does-help",
    "梯度爆炸": "scalar#thm-stability",
    "exploding gradients": "scalar#thm-stability",
    "海森矩阵": "quadratics#the-general-quadratic",
    "Hessian": "quadratics#the-general-quadratic",
    "指数加权移动平均": "leaky-averages",
    "EMA": "leaky-averages",
    "SGD": "leaky-averages#from-minibatches-to-a-memory",
    "随机梯度下降": "leaky-averages#from-minibatches-to-a-memory",
    "batch normalization": "frameworks#sec-trap-batchnorm",
    "批归一化": "frameworks#sec-trap-batchnorm",
    "习题": "exercises",
    "DiLoCo": "machines#sec-outer",
    "FSDP": "machines#sec-sharded",
    "稀疏梯度": "frameworks#sec-trap-sparse",
    "averages": "leaky-averages",
    "gradient clipping": "frameworks#sec-trap-amp",
    "梯度裁剪": "frameworks#sec-trap-amp",
    "clip": "frameworks#sec-trap-amp",
    "clip gradients": "frameworks#sec-trap-amp",
    "clip_grad_norm_": "frameworks#sec-trap-amp",
    "NaN": "frameworks#sec-trap-nan",
    "nan": "frameworks#sec-trap-nan",
    "loss is nan": "frameworks#sec-trap-nan",
    "my loss is nan": "frameworks#sec-trap-nan",
    "nan loss": "frameworks#sec-trap-nan",
    "损失变成NaN": "frameworks#sec-trap-nan",
    "loss变成nan": "frameworks#sec-trap-nan",
    "port from Keras": "frameworks#sec-trap-port",
    "Keras to PyTorch": "frameworks#sec-trap-port",
    "random seed": "frameworks#sec-trap-resume",
    "reproducibility": "frameworks#sec-trap-resume",
    "随机种子": "frameworks#sec-trap-resume",
    "momentum.optim.SGD": "api#momentum.optim.SGD",
    "best_momentum": "api#momentum.dynamics.best_momentum",
    "foreach": "frameworks#sec-trap-faults",
    "0.9": "effective-weight",
    "1/(1-β)": "effective-weight#the-sample-size-is-another-number",
    "1/(1-beta)": "effective-weight#the-sample-size-is-another-number",
    r"\frac{1}{1-\beta}": "effective-weight#the-sample-size-is-another-number",
}

CHOOSING = "speed-limits#choosing-eta-and-beta-eta-beta"
NAN = "frameworks#sec-trap-nan"
DILEMMA = "ill-conditioned#the-dilemma"
SAMPLES = "effective-weight#the-sample-size-is-another-number"
GAIN = "effective-weight#the-gain-multiplies-the-learning-rate"
# Questions: what must be among the first three, whatever the edition.
RAISED = "frameworks#sec-trap-raised"
ASKED = {
    "lr too high": DILEMMA,
    "learning rate too high": DILEMMA,
    "学习率太大": DILEMMA,
    "学习率过大": DILEMMA,
    "momentum too high": RAISED,
    "divergence after increasing momentum": CHOOSING,
    "how to choose momentum": CHOOSING,
    "how do I choose the momentum coefficient": CHOOSING,
    "动量系数怎么选": CHOOSING,
    "which momentum should I use": CHOOSING,
    "momentum 0.9 or 0.99": CHOOSING,
    "怎么选β": CHOOSING,
    "β取多少": CHOOSING,
    "loss goes up": CHOOSING,
    "loss not decreasing": CHOOSING,
    "loss explode": NAN,
    "loss spikes": RAISED,
    "spike": RAISED,
    "ema decay": "leaky-averages",
    "为什么要除以1-β": GAIN,
    "why divide by 1-β": "conventions#why-no-bias-correction",
    "1−beta": GAIN,
    "jax": "conventions#sec-five-lines",
    "prerequisites": "index#where-to-begin",
    "reading time": "index#where-to-begin",
    "full screen": "explorables",
    "惯量": "beyond-quadratics#the-equation-of-motion",
}


def search(page: Page, base: str, query: str) -> list[str]:
    """Type a query on the page of results and return where its results lead."""
    page.goto(f"{base}/search.html?q={quote(query)}")
    page.locator("#search-results [role=status]:not(:empty)").wait_for()
    return page.locator("#search-results ol.search li > a").evaluate_all(
        "links => links.map((a) => a.href)"
    )


def place(url: str, base: str) -> str:
    """Return page and anchor of a result."""
    path, _, anchor = url.removeprefix(f"{base}/").partition("#")
    name = path.partition("?")[0].removesuffix(".html")
    return f"{name}#{anchor}" if anchor else name


@in_all_editions
def test_what_comes_first(page: Page, site: str, edition: str) -> None:
    """Readers' words, in either language and any spelling, lead to the place that explains them."""
    base = f"{site}/{edition}"
    search(page, base, "momentum")
    number = theorem(edition, "noise", "thm-cloud")
    expected = EXPECTED | {
        f"{word}{number}": "noise#thm-cloud" for word in ("Theorem ", "定理 ", "定理")
    }
    got = {query: places[0] for query, places in first(page, base, list(expected)).items()}
    assert got == expected


@in_all_editions
def test_what_is_asked_is_answered(page: Page, site: str, edition: str) -> None:
    """Whole questions lead to the section that answers them, though other places hold all their words."""
    base = f"{site}/{edition}"
    search(page, base, "momentum")
    got = first(page, base, list(ASKED))
    assert not {query: got[query] for query, wanted in ASKED.items() if wanted not in got[query]}


def first(page: Page, base: str, queries: list[str]) -> dict[str, list[str]]:
    """Return the first three places of each query."""
    found = page.evaluate(
        """(queries) => queries.map((query) => {
          const results = document.createElement("div");
          searchBook(query, results);
          return [...results.querySelectorAll("ol.search li > a")].slice(0, 3).map((a) => a.href);
        })""",
        queries,
    )
    return {
        query: [place(url, base) for url in urls] or ["nothing"]
        for query, urls in zip(queries, found, strict=True)
    }


def theorem(edition: str, page: str, label: str) -> str:
    """Return the number of a theorem."""
    html = (SITE / edition / f"{page}.html").read_text("utf-8")
    found = re.search(rf'id="{label}".*?caption-number">\D*(\d+)', html, re.S)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("edition", ("zh", "both"))
def test_a_word_is_not_a_piece_of_another(page: Page, site: str, edition: str) -> None:
    """二项式 is found where it stands, and not where 多项式 does; its pieces are not marked."""
    base = f"{site}/{edition}"
    (only,) = search(page, base, "二项式")
    assert place(only, base) == "speed-limits#speed-limits-solution-8"
    assert marks(page, "#search-results") == ["二项式"]
    page.goto(only)
    page.locator("mark").first.wait_for()
    assert set(marks(page, "article")) == {"二项式"}
    assert page.locator("details:has(mark)").evaluate("el => el.open")


def marks(page: Page, where: str) -> list[str]:
    """Return the marked words."""
    return page.locator(f"{where} mark").all_inner_texts()


@pytest.mark.parametrize(
    ("edition", "query"),
    [
        ("en", "learning rate"), ("en", "momentun"), ("en", "1/(1-β)"), ("en", "0.9"), ("en", "NAG"),
        ("en", "loss spike"), ("en", "dampening"), ("en", "nesterov=True"), ("en", "torch.optim.SGD"),
        ("en", "state_dict"), ("en", "Theorem 4"), ("en", "residual polynomial"), ("en", "动量"),
        ("zh", "学习率"), ("zh", "動量"), ("zh", "冲量"), ("zh", "超参数"), ("zh", "收敛"), ("zh", "谱"),
        ("zh", "momentum"), ("zh", "β"), ("both", "收敛率"), ("both", "variance"), ("both", "鞍点"),
    ],
)  # fmt: skip
def test_every_result_shows_its_first_match(
    page: Page, site: str, edition: str, query: str
) -> None:
    """A result whose text has the words leads to them: something marked is on the screen, and open."""
    faults = watch(page)
    links = search(page, f"{site}/{edition}", query)
    assert links
    for link in links[:8]:
        page.goto("about:blank")
        page.goto(link)
        if "highlight=" in link:
            page.locator("mark").first.wait_for(state="attached")
            until(page, SEEN)
        elif "#" in link:
            assert page.evaluate(
                "document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null"
            )
    assert not faults


# Whether a mark is on the screen, and nothing that it is in is folded.
SEEN = """[...document.querySelectorAll("mark")].some((mark) => {
  const { top, bottom, width } = mark.getBoundingClientRect();
  return width > 0 && top >= 0 && bottom <= innerHeight && mark.checkVisibility();
})"""


def test_a_hit_shows_its_heading_where_there_is_room(page: Page, site: str) -> None:
    """On arrival, the heading of the section and the first mark are on the screen together."""
    page.set_viewport_size({"width": 1280, "height": 640})
    page.goto(f"{site}/en/frameworks.html?highlight=resumed&highlight=checkpoint#sec-trap-resume")
    page.locator("mark").first.wait_for(state="attached")
    until(page, SEEN)
    heading = page.locator(
        "section:has(> #sec-trap-resume) > h2, section#sec-trap-resume > h2"
    ).first
    until(page, "el => el.getBoundingClientRect().top > -1", arg=heading.element_handle())


def test_marks_are_whole_words(page: Page, site: str) -> None:
    """The word gain is marked where it stands, and not in against; marks go, and the address with them."""
    links = search(page, f"{site}/en", "gain")
    page.goto(next(link for link in links if "effective-weight" in link))
    page.locator("mark").first.wait_for()
    assert {word.lower() for word in marks(page, "article")} <= {"gain", "gains"}
    text = page.locator("article section").first.inner_text()
    page.keyboard.press("Escape")
    assert page.locator("mark, .unmark").count() == 0
    assert "highlight" not in page.url and "#" in page.url
    assert page.locator("article section").first.inner_text() == text


def test_a_button_takes_the_marks_away(page: Page, site: str) -> None:
    """Whoever has no keyboard can do without marks as well."""
    page.goto(search(page, f"{site}/zh", "收敛")[0])
    page.get_by_role("button", name="去掉标记").click()
    assert page.locator("mark, .unmark").count() == 0


@in_all_editions
def test_typing(page: Page, site: str, edition: str) -> None:
    """The first key fetches the index, in one request; results come while typing, without Enter."""
    faults, urls = watch(page), []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(f"{site}/{edition}/search.html")
    field = page.get_by_role("searchbox")
    assert field.evaluate("el => el === document.activeElement")
    assert not [url for url in urls if "search.js" in url]
    before = len(urls)
    page.keyboard.type("nesterov")
    page.locator("#search-results li").first.wait_for()
    fetched = [url.rpartition("/")[2] for url in urls[before:]]
    assert [name for name in fetched if name != "favicon.svg"] == ["search.js"]
    page.wait_for_url("**/search.html?q=nesterov")
    field.fill("")
    page.locator("#search-results li").first.wait_for(state="detached")
    assert not faults


def test_the_box_leads_to_the_results(page: Page, site: str) -> None:
    """In the sidebar, Enter does; the way back leads to the results again."""
    page.goto(f"{site}/en/gallery/basics/plot_5_weights.html")
    page.locator(".sidebar-search").fill("saddle")
    page.locator(".sidebar-search").press("Enter")
    page.locator("#search-results li a").first.click()
    page.locator("mark").first.wait_for()
    page.go_back()
    page.locator("#search-results li").first.wait_for()
    assert page.get_by_role("searchbox").input_value() == "saddle"


def test_composing_chinese(page: Page, site: str) -> None:
    """While an input method spells out a word, Enter belongs to it."""
    page.goto(f"{site}/zh/index.html")
    field = page.locator(".sidebar-search")
    field.focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "dong", "selectionStart": 4, "selectionEnd": 4})
    field.evaluate(ENTER, {"isComposing": True})
    client.send("Input.insertText", {"text": "动量"})
    assert page.url.endswith("index.html")
    field.press("Enter")
    page.locator("#search-results li").first.wait_for()


ENTER = """(el, more) => el.dispatchEvent(new KeyboardEvent(
  "keydown", { key: "Enter", bubbles: true, cancelable: true, ...more }))"""


@in_all_editions
def test_one_sign_and_nothing(page: Page, site: str, edition: str) -> None:
    """One Chinese character finds something; what is nowhere is said to be nowhere."""
    assert search(page, f"{site}/{edition}", "谱")
    assert search(page, f"{site}/{edition}", "qwertzuiop") == []
    assert page.get_by_role("status").inner_text().strip()


def test_excerpts_speak_the_language_of_the_query(page: Page, site: str) -> None:
    """With both languages beside each other, a Chinese word shows Chinese, an English one English."""
    for query, chinese in (("收敛", True), ("converge", False)):
        search(page, f"{site}/both", query)
        excerpt = page.locator("#search-results p.context:has(mark)").first
        assert (excerpt.get_attribute("lang") == "zh-CN") == chinese


@in_all_editions
def test_excerpts_can_be_read(page: Page, site: str, edition: str) -> None:
    """A formula stands in an excerpt once, as one would type it."""
    search(page, f"{site}/{edition}", "1/(1-β)")
    for excerpt in page.locator("#search-results p.context").all_inner_texts():
        assert "\\" not in excerpt.replace("\\beta", "") and "{" not in excerpt
    assert "1/(1−β)" in page.locator("#search-results p.context").first.inner_text()


@in_all_editions
def test_the_index_is_small(edition: str) -> None:
    """What the first key fetches stays small, and so does what every page loads."""
    static = SITE / edition / "_static"
    size = {
        name: len(gzip.compress((static / name).read_bytes(), 9))
        for name in ("search.js", "site.js")
    }
    assert size["search.js"] <= LARGEST
    assert size["site.js"] <= 8_500


@in_all_editions
def test_from_a_folder(page: Page, edition: str) -> None:
    """The same from disk: results with excerpts, and marks on arrival."""
    faults = watch(page)
    base = (SITE / edition).as_uri()
    page.goto(f"{base}/index.html")
    page.locator(".sidebar-search").fill("动量")
    page.locator(".sidebar-search").press("Enter")
    page.locator("#search-results p.context mark").first.wait_for()
    page.goto(search(page, base, "收敛")[0])
    page.locator("mark").first.wait_for()
    assert not faults


@in_all_editions
def test_without_script(scriptless: Page, site: str, edition: str) -> None:
    """Without JavaScript the page of results says what it needs, and leads on."""
    scriptless.goto(f"{site}/{edition}/search.html?q=momentum")
    assert "JavaScript" in scriptless.locator("article").inner_text()
    for link in scriptless.locator(".elsewhere a").all():
        target = Path(SITE / edition / str(link.get_attribute("href")))
        assert target.is_file()


@in_all_editions
def test_axe_finds_nothing_in_results_and_marks(page: Page, site: str, edition: str) -> None:
    """Results, the definition before them, marks and their button can be read and heard by all."""
    first, *_ = search(page, f"{site}/{edition}", "学习率")
    assert not violations(page, [])
    page.goto(first)
    page.locator(".unmark").wait_for()
    assert not violations(page, [])
