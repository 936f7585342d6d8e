// What the scripts say, in the language of the edition; `both` is said in English, then in Chinese.
const bilingual = Boolean(document.querySelector(".editions [aria-current]:not([lang])"));
const chinese = document.documentElement.lang.startsWith("zh");

/** The reader's side of `English ｜ 中文`. */
export const say = (text) => (bilingual ? text : text.split(" ｜ ")[chinese ? 1 : 0]);
