// Wakes the GOV.UK components of a page.
import { initAll } from "/static/govuk/govuk-frontend.min.js";
initAll();
