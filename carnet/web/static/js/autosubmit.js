// <form data-autosubmit>: a choice submits at once, typing after a short rest.
const REST = 200;
let timer = 0;

document.addEventListener("change", ({ target }) => {
  const form = target.closest("form[data-autosubmit]");
  if (form && !target.matches("input[type=search], input[type=text]")) form.requestSubmit();
});

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-autosubmit]");
  if (!form || !target.matches("input[type=search], input[type=text]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => form.requestSubmit(), REST);
});
