/* The API's documentation: Swagger UI on our own description, trying calls out with the reader's login. */
(() => {
  const root = document.getElementById("docs");
  window.SwaggerUIBundle({
    domNode: root,
    url: root.dataset.schema,
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    requestInterceptor: (request) => {
      request.headers["X-CSRFToken"] = root.dataset.csrf;
      return request;
    },
  });
})();
