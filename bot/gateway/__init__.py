"""The doors: signed webhooks in, one durable inbox behind them."""
