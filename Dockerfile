# One image for web, worker, beat and the one-shot migration; docker-compose.yml says which command each runs.
# Versions agree with requirements/ (tests/contracts/test_compose.py).

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.11-slim AS build
ENV PATH=/opt/venv/bin:$PATH
COPY requirements/bootstrap.txt requirements/base.txt requirements/
RUN python -m venv /opt/venv \
 && pip install --no-cache-dir --require-hashes -r requirements/bootstrap.txt \
 && uv pip install --python /opt/venv/bin/python --no-cache --compile-bytecode --require-hashes -r requirements/base.txt
WORKDIR /app
COPY . .
COPY --from=packages /app/node_modules node_modules
# Static files are hashed and compressed once, here: containers only read them.
RUN python -m ccgdash.local assets copy \
 && python manage.py collectstatic --noinput --verbosity 0 \
 && rm -rf node_modules

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --no-create-home --shell /usr/sbin/nologin ccgdash
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER ccgdash
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--respawn-failed-workers", "ccgdash.wsgi:application"]
