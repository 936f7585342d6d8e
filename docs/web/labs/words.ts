/** All that labs say, `English ｜ 中文`. */

import type { Text } from "../ui/text.ts";

export const OPEN: Record<"fresh" | "begun" | "solved", Text> = {
  fresh: "Edit and run this code ｜ 动手改，当场运行",
  begun: "Go on with your code ｜ 接着改我的代码",
  solved: "Solved · look again ｜ 已做对 · 再看看",
};

export const PANEL = {
  name: "Edit and run ｜ 动手改代码",
  close: "Close ｜ 收起",
} satisfies Record<string, Text>;

export const EDITOR = {
  name: "Python code ｜ Python 代码",
  keys: "Ctrl+Enter runs the code. Ctrl+] and Ctrl+[ move lines to the right and to the left. Tab leaves the editor. ｜ 按 Ctrl+Enter 运行，按 Ctrl+] 和 Ctrl+[ 增减缩进，按 Tab 离开编辑框。",
} satisfies Record<string, Text>;

export const STRIP = {
  name: "Keys for code ｜ 代码按键",
  indent: "more indentation ｜ 增加缩进",
  dedent: "less indentation ｜ 减少缩进",
  undo: "undo ｜ 撤销",
  left: "to the left ｜ 光标左移",
  right: "to the right ｜ 光标右移",
} satisfies Record<string, Text>;

export const TOOLS = {
  run: "Run ｜ 运行",
  stop: "Stop ｜ 停止",
  reset: "Start over ｜ 恢复原样",
  share: "Copy link ｜ 复制链接",
} satisfies Record<string, Text>;

export const PREDICT = {
  first: "First a guess ｜ 先猜一猜",
  skip: "Skip ｜ 不猜了",
  next: "Now run the code. ｜ 现在运行代码看看。",
  yours: "Your guess: ｜ 你猜的是：",
  right: "You were right. ｜ 猜对了。",
  wrong: "It is otherwise. ｜ 其实不然。",
} satisfies Record<string, Text>;

export const SAY = {
  hello: "Press Run to see what this code does. Then change it. ｜ 先按“运行”看看结果，再动手改。",
  guess: "Guess first, then press Run. ｜ 先猜一猜，再按“运行”。",
  again: "Here is your code from last time. Press Run. ｜ 这是你上次写的代码。按“运行”接着来。",
  loading: "Python is on its way (240 kB) … ｜ 正在取来 Python（240 kB）……",
  running: "Running … ｜ 正在运行……",
  stopped: "Stopped. ｜ 已停止。",
  silent: "Stopped: nothing was heard of it for a while. Is there a loop that never ends? ｜ 太久没有动静，已停止运行。是不是有停不下来的循环？",
  broken: "Python itself broke down here; the next run starts afresh. Does the code need very much memory, or call itself without end? ｜ Python 自身出了故障，再次运行时会重新启动。代码是不是用了太多内存，或者没完没了地调用自己？",
  none: "The code ran. There was nothing to check. ｜ 代码跑完了，没有要检查的。",
  change: "Change the code and run it again. ｜ 改一改代码，再运行。",
  restored: "The page’s code is back; undo brings yours back. ｜ 已恢复为本页的代码；撤销可以找回你写的。",
  taken: "The solution is in the editor; undo brings yours back. Press Run. ｜ 解答已放进编辑框，撤销可以找回你写的。按“运行”试试。",
  copied: "The link is copied: whoever opens it finds your code. ｜ 链接已复制，打开它的人会看到你的代码。",
  address: "Copy the link from the address bar. ｜ 请从地址栏复制链接。",
} satisfies Record<string, Text>;

export const NOTICE = {
  absent:
    "Python did not load, and the page is as it was. Look at the connection, then press again; what you have written is kept. The code above also runs on your own computer. ｜ Python 没有取到，页面保持原样。请检查网络后再按一次，写过的代码都在。上面的代码也可以拷到自己的电脑上运行。",
  old: "Python does not start in this browser; a newer one may do. The code above also runs on your own computer. ｜ Python 在这个浏览器里启动不了，换个新一点的浏览器也许可以。上面的代码也可以拷到自己的电脑上运行。",
  link: "This code comes from a link. Read it before you run it; your own is kept until you change something here. ｜ 这段代码来自别人给的链接，运行前请先读一读。在你动手修改之前，你自己的代码都还保留着。",
  damaged: "The code in the link cannot be read; this is the page’s own. ｜ 链接里的代码读不出来，下面是本页的代码。",
  mine: "Show my own ｜ 换回我的代码",
  newer: "The page’s code has changed since you wrote this. ｜ 你写下这段代码之后，本页的代码已有改动。",
  take: "Take the new code ｜ 换成新的代码",
} satisfies Record<string, Text>;

export const RESULT = {
  holds: "holds ｜ 通过",
  fails: "fails ｜ 未通过",
  checks: "Checks ｜ 检查",
  output: "Printed ｜ 输出",
  cut: "… and more, which is left out. ｜ ……后面还有，不再列出。",
} satisfies Record<string, Text>;

export const HELP = {
  solution: "Show the solution ｜ 看解答",
  shown: "The page’s solution ｜ 本页的解答",
  take: "Put it into the editor ｜ 放进编辑框",
} satisfies Record<string, Text>;

export const line = (n: number): Text => `Line ${n} ｜ 第 ${n} 行`;
export const hint = (n: number, of: number): Text => `Hint ${n} of ${of} ｜ 提示 ${n}/${of}`;
/** Where the code stopped; what it said stands below. */
export const faulty = (n: number | null): Text =>
  n === null
    ? "The code stopped with an error. Mend it and run it again. ｜ 代码出错，停了下来。改好再运行。"
    : `The code stopped with an error at line ${n}. Mend it and run it again. ｜ 代码运行到第 ${n} 行出错，停了下来。改好再运行。`;
export const partly = (green: number, of: number): Text => `${green} of ${of} checks ${green === 1 ? "holds" : "hold"}. ${SAY.change.split(" ｜ ")[0]} ｜ ${of} 项检查通过了 ${green} 项。${SAY.change.split(" ｜ ")[1]}`;

/** How many lines were changed, and how many the page's own solution changes. */
export function solved(of: number, lines: number, enough: number): Text {
  const [en, zh] = effort(lines, enough);
  const all = of === 1 ? "the check holds" : `all ${of} checks hold`;
  return `Solved: ${all}${en}. ｜ 做对了：${of === 1 ? "检查通过" : `${of} 项检查全部通过`}${zh}。`;
}

function effort(lines: number, enough: number): [en: string, zh: string] {
  const count = `${lines} ${lines === 1 ? "line" : "lines"} changed`;
  if (lines === 0) return ["", ""];
  if (lines > enough) return [`, ${count}; ${enough} ${enough === 1 ? "is" : "are"} enough`, `，改了 ${lines} 行；其实改 ${enough} 行就够`];
  if (lines < enough) return [`, ${count}; the page’s own solution changes ${enough}`, `，只改了 ${lines} 行，比本页的解答（${enough} 行）还少`];
  return [`, ${count}, as in the page’s own solution`, `，改了 ${lines} 行，与本页的解答一样`];
}
